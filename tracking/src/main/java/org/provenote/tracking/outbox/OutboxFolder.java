package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.TrackingStore;

/** Where the outboxes of one store lie: one file for each process that logs to it. */
record OutboxFolder(Path path) {

    /** {@code .provenote/outbox} beside an embedded database. */
    static OutboxFolder beside(Path database) {
        return new OutboxFolder(database.resolveSibling(".provenote").resolve("outbox"));
    }

    /**
     * A folder of the user's for a store elsewhere, by its address, since {@code databricks} is now this workspace, now another, and by
     * MLflow's workspace there: who delivers for one does not reach the runs of another.
     */
    static OutboxFolder of(TrackingStore store, TrackingEnvironment environment) {
        String address = store.server().map(RemoteServer::address).orElseGet(store::trackingUri);
        String place =
                address + environment.workspace().map(name -> "\n" + name).orElse("");
        String name =
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
        return new OutboxFolder(Path.of(environment.stateHome())
                .resolve("provenote")
                .resolve("outbox")
                .resolve(name));
    }

    Journal create(String name) throws IOException {
        return Journal.create(path.resolve(name + Journal.SUFFIX));
    }

    /** The outboxes of all processes, living and dead. */
    List<Path> files() throws IOException {
        return filesThatEndIn(Journal.SUFFIX);
    }

    /** How many records are set aside here, by this process or earlier ones. */
    int setAside() {
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
            }
        }
        return files;
    }
}
