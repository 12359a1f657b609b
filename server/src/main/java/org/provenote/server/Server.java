package org.provenote.server;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.AccessLog;
import org.provenote.server.http.Conversation;
import org.provenote.server.http.Door;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Router;
import org.provenote.server.json.Json;
import org.provenote.server.pages.Site;
import org.provenote.tracking.store.ExperimentSearch;

/** A server that listens, until it is closed. */
final class Server implements AutoCloseable {
    private final Door door;
    private final Backend backend;

    private Server(Door door, Backend backend) {
        this.door = door;
        this.backend = backend;
    }

    /** Starts answering on {@code port}, 0 for any free one. */
    static Server start(Backend backend, Site site, List<Guard> guards, String host, int port, boolean accessLog)
            throws IOException {
        Router router = new Router(Contents.of(backend, site));
        warmUp(backend);
        try {
            return new Server(
                    Door.open(host, port, new Conversation(guards, router, new AccessLog(System.err, accessLog))),
                    backend);
        } catch (BindException e) {
            throw new CannotStart("cannot listen on " + host + ":" + port + " (" + e.getMessage()
                    + "); another server may be running there: choose another --port, or 0 for any free one");
        }
    }

    /** What the first request would wait for, while nobody waits: the store's native library, the JSON classes. */
    private static void warmUp(Backend backend) {
        Thread thread = new Thread(
                () -> backend.existingStore()
                        .ifPresent(store -> Json.bytes(
                                store.searchExperiments(ExperimentSearch.all()).items())),
                "warm-up");
        thread.setDaemon(true);
        // What goes wrong here goes wrong again, and is told, with the first request.
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
    }

    int port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
        backend.close();
    }
}
