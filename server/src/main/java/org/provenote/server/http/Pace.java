package org.provenote.server.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * How soon the requests of a connection must come, their line and headers in all, their bodies by the bytes. Each byte ends the
 * silence that a connection may keep: without this, who sends one a second would hold a connection for hours, and has not even
 * shown a token; who has, a thread, by a body in chunks that bring nothing.
 */
final class Pace {
    private final Duration patience;
    private long began;
    private boolean coming;

    /** From here on it is the body that comes. */
    private volatile boolean headIsThere;

    private volatile @Nullable PacedBody body;

    /** @param patience what a head may take, and what a body may wait at any pace */
    Pace(Duration patience) {
        this.patience = patience;
    }

    /** Of a request's connection, or one that nobody asks where the connection has none. */
    static Pace of(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint() instanceof Connection connection
                ? connection.pace()
                : new Pace(Limits.GRACE);
    }

    Duration patience() {
        return patience;
    }

    /** To be asked whenever something of a head has come. */
    boolean isHeadLate() {
        if (headIsThere) {
            return false;
        }
        long now = System.nanoTime();
        began = coming ? began : now;
        coming = true;
        return now - began > patience.toNanos();
    }

    /** Whether a request has begun that is not answered yet. */
    boolean isComing() {
        return coming || headIsThere;
    }

    /** To be asked whenever something of a body has come, be it only of its framing; what is late stays so. */
    boolean isBodyLate(int bytes) {
        PacedBody read = body;
        return read != null && read.isLate(bytes);
    }

    void reads(PacedBody body) {
        this.body = body;
    }

    private void headIsThere() {
        coming = false;
        headIsThere = true;
    }

    private void isAnswered() {
        body = null;
        headIsThere = false;
    }

    /** A connection that has a pace. */
    interface Connection extends EndPoint {
        Pace pace();

        /** Its client says no more until it is told to go on. */
        void isWaitedForByItsClient();
    }

    /** Takes note of heads that are there, and of answers that are given. */
    static final class Watch extends Handler.Wrapper {
        Watch(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Pace pace = of(request);
            pace.headIsThere();
            if (request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())
                    && request.getConnectionMetaData().getConnection().getEndPoint() instanceof Connection connection) {
                connection.isWaitedForByItsClient();
            }
            request.addHttpStreamWrapper(stream -> new Ending(stream, pace));
            // Nobody reads or writes while the answer is made: a later read is not to fail for that silence.
            request.addIdleTimeoutListener(timeout -> false);
            return super.handle(request, response, callback);
        }
    }

    /** Before it the last of a body may still be read, after it the next head. */
    private static final class Ending extends HttpStream.Wrapper {
        private final Pace pace;

        Ending(HttpStream stream, Pace pace) {
            super(stream);
            this.pace = pace;
        }

        @Override
        public void succeeded() {
            pace.isAnswered();
            super.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            pace.isAnswered();
            super.failed(cause);
        }
    }
}
