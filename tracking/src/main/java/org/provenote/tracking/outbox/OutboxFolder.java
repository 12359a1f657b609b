package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.TrackingStore;

/**
 * Where the outboxes of one store lie: one file for each process that logs to it.
 *
 * @param ofOneUser whether all who log to here are one user to the store, so that what it forbids one it forbids the next
 * @param makers the users whose runs that are still to be made may be made from here; empty for all users
 * @param unsigned where lies what was logged without credentials, which whoever has some by now delivers too
 */
record OutboxFolder(Path path, boolean ofOneUser, Set<String> makers, Optional<OutboxFolder> unsigned) {

    OutboxFolder(Path path) {
        this(path, true, Set.of(), Optional.empty());
    }

    /** {@code .provenote/outbox} beside an embedded database. */
    static OutboxFolder beside(Path database) {
        return new OutboxFolder(database.resolveSibling(".provenote").resolve("outbox"));
    }

    /**
     * A folder of the user's for a store elsewhere, by its address, since {@code databricks} is now this workspace, now another, and by
     * MLflow's workspace there: who delivers for one does not reach the runs of another. Each name that signs in has a folder of its own,
     * and nothing in it is delivered under another. Tokens, which change and tell no name, share one.
     *
     * @throws MlflowException {@code INVALID_STATE} for a user without a home
     */
    static OutboxFolder of(TrackingStore store, TrackingEnvironment environment) {
        String address = store.server().map(RemoteServer::address).orElseGet(store::trackingUri);
        String place =
                address + environment.workspace().map(name -> "\n" + name).orElse("");
        Path unsigned = of(place, environment);
        Optional<RemoteServer> server = store.server().filter(RemoteServer::isSignedIn);
        if (server.isEmpty()) {
            return new OutboxFolder(unsigned, false, Set.of(), Optional.empty());
        }
        Optional<String> user = server.get().user();
        Set<String> makers = new HashSet<>(user.stream().toList());
        makers.add(environment.account());
        // No name of a workspace has a space.
        Path signed = of(place + user.map(name -> "\nas " + name).orElse("\nby token"), environment);
        return new OutboxFolder(
                signed,
                user.isPresent(),
                Set.of(),
                Optional.of(new OutboxFolder(unsigned, false, makers, Optional.empty())));
    }

    private static Path of(String place, TrackingEnvironment environment) {
        String name =
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
        String state = environment
                .stateHome()
                .orElseThrow(() -> new MlflowException(
                        ErrorCode.INVALID_STATE,
                        "There is no place to keep what is logged until the server has it: this user has no home folder."
                                + " Set HOME, or XDG_STATE_HOME, to a folder that stays"));
        return Path.of(state, "provenote", "outbox", name);
    }

    /** This one and that of those without credentials. */
    List<OutboxFolder> all() {
        return Stream.concat(Stream.of(this), unsigned.stream()).toList();
    }

    /** Whether a run that is still to be made is not of another user. */
    boolean mayMake(Entry.Created run) {
        return makers.isEmpty() || makers.contains(run.draft().info().userId());
    }

    Journal create(String name) throws IOException {
        return Journal.create(path.resolve(name + Journal.SUFFIX));
    }

    /** The outboxes of all processes, living and dead. */
    List<Path> files() throws IOException {
        return filesThatEndIn(Journal.SUFFIX);
    }

    /** How many records are set aside here and in {@link #unsigned}, by this process or earlier ones. */
    int setAside() {
        return all().stream().mapToInt(OutboxFolder::setAsideHere).sum();
    }

    private int setAsideHere() {
        try {
            return filesThatEndIn(SetAside.SUFFIX).size();
        } catch (IOException e) {
            // What cannot be listed is told by who has to write here.
            return 0;
        }
    }

    private List<Path> filesThatEndIn(String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "*" + suffix)) {
                found.forEach(files::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return files;
    }
}
