package org.provenote.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback interface for a program that is told where to listen. Bound here without listening, it refuses
 * connections and is given to nobody who asks the system for a free one, while the program, which sets
 * {@code SO_REUSEADDR} as servers do, can listen at it (Linux).
 */
public final class KeptPort implements AutoCloseable {
    private final Socket keeper = new Socket();

    public KeptPort() {
        try {
            keeper.setReuseAddress(true);
            keeper.bind(new InetSocketAddress("127.0.0.1", 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int number() {
        return keeper.getLocalPort();
    }

    /** Where an HTTP server at this port is reached. */
    public String url() {
        return "http://127.0.0.1:" + number();
    }

    /** Gives the port back, to be called after the end of the program. */
    @Override
    public void close() {
        try {
            keeper.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
