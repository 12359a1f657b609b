package org.provenote.server.http;

import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * How long the head of a request, its line and headers, may take to come. Each byte of it ends the silence that a connection
 * may keep: without this, who sends one a second would hold a connection for hours, and has not even shown a token.
 */
final class PacedHead {
    private final long longest;
    private long began;
    private boolean coming;

    /** From here on it is the body that comes, with a pace of its own ({@link PacedBody}). */
    private volatile boolean complete;

    PacedHead(Duration longest) {
        this.longest = longest.toNanos();
    }

    /** To be asked whenever something has come. */
    boolean isLate() {
        if (complete) {
            return false;
        }
        long now = System.nanoTime();
        began = coming ? began : now;
        coming = true;
        return now - began > longest;
    }

    private void isThere() {
        coming = false;
        complete = true;
    }

    private void isAnswered() {
        complete = false;
    }

    /** A connection that has such a head. */
    interface Connection extends EndPoint {
        PacedHead head();
    }

    /** Takes note of heads that are there, and of answers that are given. */
    static final class Watch extends Handler.Wrapper {
        Watch(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (!(request.getConnectionMetaData().getConnection().getEndPoint() instanceof Connection connection)) {
                return super.handle(request, response, callback);
            }
            connection.head().isThere();
            try {
                return super.handle(request, response, Callback.from(connection.head()::isAnswered, callback));
            } catch (Exception | Error e) {
                // Jetty answers by the callback that it gave.
                connection.head().isAnswered();
                throw e;
            }
        }
    }
}
