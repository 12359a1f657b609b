package org.provenote.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.pages.Site;

/** A server as {@code provenote server --artifacts-destination} starts it in a folder, for tests in other packages. */
public final class ServedFolder implements AutoCloseable {
    private final RunningServer server;

    private ServedFolder(RunningServer server) {
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
        return new ServedFolder(RunningServer.of(backend, Map.of(), Site.NONE));
    }

    public String uri() {
        return server.uri("");
    }

    @Override
    public void close() {
        server.close();
    }
}
