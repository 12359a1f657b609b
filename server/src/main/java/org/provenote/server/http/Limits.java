package org.provenote.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/** What one request, and all of them together, may take. */
public final class Limits {
    /** A log-batch at all of MLflow's limits is below 2 MiB; a dataset's profile may have 16. */
    public static final int BODY_BYTES = 20 * 1024 * 1024;

    /** An open notebook: as much as is captured of one, {@code LARGEST} in {@code install/provenote/open_notebook.py}. */
    public static final int NOTEBOOK_BYTES = 50 * 1024 * 1024;

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
    private static final int DRAINED_BYTES = NOTEBOOK_BYTES;

    /** How long a body may come at any pace. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** What must have come of a body a second after that: less is no network, but somebody who holds a thread. */
    static final int BYTES_A_SECOND = 16 * 1024;

    /** Bodies are read in blocks of this size; of all but the first of each, {@link #BLOCKS} are held at once. */
    private static final int BLOCK_BYTES = 1024 * 1024;

    private static final Semaphore BLOCKS = new Semaphore(80);

    /** How long a body waits for room beside others. */
    private static final Duration FOR_ROOM = Duration.ofSeconds(5);

    private Limits() {}

    static byte[] readBody(Request request, int most) throws IOException {
        long announced = request.header("Content-Length").map(Long::parseLong).orElse(-1L);
        if (announced > most) {
            throw new TooLarge(most);
        }
        byte[] start = request.body().readNBytes(BLOCK_BYTES);
        return start.length < BLOCK_BYTES ? start : readLarge(start, request.body(), most);
    }

    /** Room is taken as it is filled: a body that comes slowly keeps no more from the others than it has brought. */
    private static byte[] readLarge(byte[] start, InputStream rest, int most) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(2 * BLOCK_BYTES);
        whole.writeBytes(start);
        int taken = 0;
        try {
            while (whole.size() <= most) {
                takeRoom();
                taken++;
                int asked = Math.min(BLOCK_BYTES, most + 1 - whole.size());
                byte[] block = rest.readNBytes(asked);
                whole.writeBytes(block);
                if (block.length < asked) {
                    return whole.toByteArray();
                }
            }
            throw new TooLarge(most);
        } finally {
            BLOCKS.release(taken);
        }
    }

    private static void takeRoom() throws IOException {
        try {
            if (!BLOCKS.tryAcquire(FOR_ROOM.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Crowded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
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

    /** A large body for which there is no room beside others: status 503. */
    static final class Crowded extends IOException {
        Crowded() {
            super("Too many large requests at once; send this one again later, or in parts.");
        }
    }

    /** A body above what its route takes: status 413. */
    static final class TooLarge extends IOException {
        TooLarge(int most) {
            super("The request's body is larger than " + (most >> 20) + " MiB; split it, or upload it as an artifact.");
        }
    }
}
