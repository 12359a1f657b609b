package org.provenote.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/** What one request, and all of them together, may take. */
public final class Limits {
    /** A log-batch at all of MLflow's limits is below 2 MiB; a dataset's profile may have 16. */
    public static final int BODY_BYTES = 20 * 1024 * 1024;

    /** Requests that are answered at once; each has a thread while it lasts. Idle connections have none. */
    static final int REQUESTS = 1_200;

    /** Connections kept open at once, idle ones included. */
    static final int CONNECTIONS = 4_000;

    /** How long a connection may say nothing, within a request too. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    /** The same while there are as many connections as there may be. */
    static final Duration SILENCE_IN_A_CROWD = Duration.ofSeconds(1);

    /** The same once the server is told to end: who says nothing then is not waited for. */
    static final Duration SILENCE_AT_THE_END = Duration.ofMillis(100);

    /** A request's line and headers; a query may name a hundred runs. */
    static final int HEADER_BYTES = 64 * 1024;

    /** Of a request that was refused before its end, so that its sender reads the refusal and not a broken pipe. */
    private static final int DRAINED_BYTES = 4 * 1024 * 1024;

    /** How long a body may come at any pace. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** What must have come of a body a second after that: less is no network, but somebody who holds a thread. */
    static final int BYTES_A_SECOND = 16 * 1024;

    private static final int LARGE_BODY_BYTES = 1024 * 1024;
    private static final Semaphore LARGE_BODIES = new Semaphore(4);

    private Limits() {}

    static byte[] readBody(Request request) throws IOException {
        long announced = request.header("Content-Length").map(Long::parseLong).orElse(-1L);
        if (announced > BODY_BYTES) {
            throw new TooLarge();
        }
        byte[] start = request.body().readNBytes(LARGE_BODY_BYTES);
        return start.length < LARGE_BODY_BYTES ? start : readLarge(start, request.body());
    }

    /** Few at a time, and one that has not begun to be large keeps none of them out. */
    private static byte[] readLarge(byte[] start, InputStream rest) throws IOException {
        LARGE_BODIES.acquireUninterruptibly();
        try {
            InputStream body = new SequenceInputStream(new ByteArrayInputStream(start), rest);
            byte[] bytes = body.readNBytes(BODY_BYTES + 1);
            if (bytes.length > BODY_BYTES) {
                throw new TooLarge();
            }
            return bytes;
        } finally {
            LARGE_BODIES.release();
        }
    }

    /**
     * Takes what is left of a body, up to a limit, and then goes on. Whatever of it has not come yet is waited for without a
     * thread: who has no token may announce a body and send none.
     */
    static void drain(Content.Source body, Callback then) {
        drain(body, DRAINED_BYTES, System.nanoTime() + GRACE.toNanos(), then);
    }

    private static void drain(Content.Source body, long most, long end, Callback then) {
        long left = System.nanoTime() < end ? most : 0;
        for (Content.Chunk chunk = body.read(); chunk != null; chunk = body.read()) {
            left -= chunk.remaining();
            boolean done = chunk.isLast() || Content.Chunk.isFailure(chunk) || left <= 0;
            chunk.release();
            if (done) {
                then.succeeded();
                return;
            }
        }
        long more = left;
        body.demand(() -> drain(body, more, end, then));
    }

    /** A body that does not keep the pace: status 408. */
    static final class TooSlow extends IOException {
        TooSlow() {
            super("The request's body came too slowly: " + BYTES_A_SECOND + " bytes a second are expected.");
        }
    }

    /** A body above {@link #BODY_BYTES}: status 413. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("The request's body is larger than " + BODY_BYTES + " bytes; split it, or upload it as an artifact.");
        }
    }
}
