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
import org.provenote.server.options.CannotStart;
import org.provenote.server.pages.Site;

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
        WarmUp.open(backend);
        try {
            return new Server(
                    Door.open(host, port, new Conversation(guards, router, new AccessLog(System.err, accessLog))),
                    backend);
        } catch (BindException e) {
            throw new CannotStart("cannot listen on " + host + ":" + port + " (" + e.getMessage()
                    + "); another server may be running there: choose another --port, or 0 for any free one");
        }
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
