package org.provenote.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connector whose threads stay with their connection for a moment after an answer: who logs in a loop sends the next request at
 * once. It then wakes the thread that answers it, and not first the one that watches all connections. A connection that is left
 * is watched by that one again, as Jetty does it. One whose request does not keep its {@link Pace} is
 * ended.
 */
final class StayingConnector extends ServerConnector {
    /** Longer than a client in Python needs from an answer to its next request. */
    private static final long STAY_MILLIS = 10;

    /**
     * How long it looks for more without sleeping, if what it waited for last came so soon: to be woken may take as long as all
     * else of a short answer. What comes may be the next request or the rest of one.
     */
    private static final long AWAKE_NANOS = 200_000;

    /**
     * Connections whose threads stay, at once. Each takes file descriptors; more clients in a loop than these keep the processors
     * busy anyway.
     */
    static final int PLACES = 32;

    /** With more clients in a loop than this their threads sleep: the clients need the processors themselves. */
    private static final int AWAKE = Runtime.getRuntime().availableProcessors() / 2;

    private final Semaphore places = new Semaphore(PLACES);

    private final Duration patience;

    /** @param patience of each connection's {@link Pace} */
    StayingConnector(Server server, HttpConnectionFactory http, Duration patience) {
        super(server, 1, 1, http);
        this.patience = patience;
    }

    /** How many more connections may have their thread stay. */
    int freePlaces() {
        return places.availablePermits();
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector all, SelectionKey key) {
        Connection connection = new Connection(channel, all, key, getScheduler());
        connection.setIdleTimeout(getIdleTimeout());
        return connection;
    }

    /** Read by one thread at a time; any may close it. */
    private final class Connection extends SocketChannelEndPoint implements Pace.Connection {
        private final Pace pace = new Pace(patience);

        /** Whether its thread, which has just read, waits for more by itself. */
        private boolean stays;

        /** Whether what it waited for last came within {@link #AWAKE_NANOS}. */
        private boolean quick;

        private @Nullable Selector place;

        /** Linux alone can. */
        private final boolean acknowledgesAtOnce;

        Connection(SocketChannel channel, ManagedSelector all, SelectionKey key, Scheduler scheduler) {
            super(channel, all, key, scheduler);
            acknowledgesAtOnce = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        }

        /** What Jetty reads by; after 0 it asks to be woken, and after a request without a body at once. */
        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (pace.isComing()) {
                acknowledge();
            }
            int before = buffer.hasRemaining() ? buffer.limit() : 0;
            int filled = stays && !hasMore() ? 0 : super.fill(buffer);
            if (filled > 0 && isLate(filled)) {
                // Without what has come: it may be the end of what is late.
                buffer.limit(before).position(Math.min(buffer.position(), before));
                filled = -1;
            }
            stays = filled > 0;
            return filled;
        }

        /**
         * What has come of a request, now: a client whose system collects small packets (Nagle's algorithm) keeps the rest until it
         * is, for which this system would wait 40 ms. It forgets each time that it is to.
         */
        private void acknowledge() throws IOException {
            if (acknowledgesAtOnce) {
                getChannel().setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            }
        }

        @Override
        public Pace pace() {
            return pace;
        }

        /** Jetty tells it as soon as there is nothing to be read. */
        @Override
        public void isWaitedForByItsClient() {
            stays = false;
        }

        /** Whose head is late is told nothing; whose body is, by the thread that reads it. */
        private boolean isLate(int bytes) {
            boolean headIsLate = pace.isHeadLate();
            if (headIsLate) {
                close();
            }
            return headIsLate || pace.isBodyLate(bytes);
        }

        @Override
        protected void needsFillInterest() {
            stays = false;
            quick = false;
            leave();
            super.needsFillInterest();
        }

        private boolean hasMore() {
            try {
                Selector watched = place();
                if (watched == null) {
                    return false;
                }
                long start = System.nanoTime();
                boolean more =
                        staysAwake() && hasMoreSoon(watched, start) || watched.select(key -> {}, STAY_MILLIS) > 0;
                quick = System.nanoTime() - start < AWAKE_NANOS;
                return more;
            } catch (IOException | ClosedSelectorException e) {
                // It was closed meanwhile, or there are no file descriptors left.
                return false;
            }
        }

        private boolean staysAwake() {
            return quick && PLACES - freePlaces() <= AWAKE;
        }

        private boolean hasMoreSoon(Selector watched, long start) throws IOException {
            while (System.nanoTime() - start < AWAKE_NANOS) {
                if (watched.selectNow(key -> {}) > 0) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        }

        private synchronized @Nullable Selector place() throws IOException {
            if (place == null && places.tryAcquire()) {
                Selector opened = null;
                try {
                    opened = Selector.open();
                    // A connection may have been closed before, and nothing would give its place back any more.
                    getChannel().register(opened, SelectionKey.OP_READ);
                    place = opened;
                } finally {
                    if (place == null) {
                        giveBack(opened);
                    }
                }
            }
            return place;
        }

        private synchronized void leave() {
            if (place != null) {
                giveBack(place);
                place = null;
            }
        }

        private void giveBack(@Nullable Selector selector) {
            IO.close(selector);
            places.release();
        }

        @Override
        public void onClose(@Nullable Throwable cause) {
            leave();
            super.onClose(cause);
        }
    }
}
