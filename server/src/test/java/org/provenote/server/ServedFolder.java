package org.provenote.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.pages.Site;

/** A server as {@code provenote server --artifacts-destination} starts it in a folder, for tests in other packages. */
public final class ServedFolder implements AutoCloseable {
    private final Server server;

    private ServedFolder(Server server) {
        this.server = server;
    }

    /** Serves {@code mlflow.db} and {@code artifacts} of the folder. */
    public static ServedFolder in(Path folder) throws IOException {
        return of(new Backend(folder, Optional.empty(), Optional.of(folder.resolve("artifacts")), Optional.empty()));
    }

    /** Serves what another server keeps. */
    public static ServedFolder inFrontOf(String trackingUri, Path root) throws IOException {
        return of(new Backend(root, Optional.of(trackingUri)));
    }

    private static ServedFolder of(Backend backend) throws IOException {
        ServerEnvironment nothing = new ServerEnvironment(name -> null);
        return new ServedFolder(Server.start(
                backend,
                Site.NONE,
                Access.of(nothing, Site.NONE, "127.0.0.1", List.of(), Optional.empty()),
                "127.0.0.1",
                0,
                false));
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
