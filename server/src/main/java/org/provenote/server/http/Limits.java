package org.provenote.server.http;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.provenote.provenance.notebook.NotebookDocument;

/** What one request, and all of them together, may take. */
public final class Limits {
    /** A log-batch at all of MLflow's limits is below 2 MiB; a dataset's profile may have 16. */
    public static final int BODY_BYTES = 20 * 1024 * 1024;

    /** An open notebook. */
    public static final int NOTEBOOK_BYTES = NotebookDocument.LARGEST;

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

    /**
     * Of a request that was refused before its end, so that its sender reads the refusal and not a broken pipe: many clients, Python's
     * own among them, read nothing before they have sent all. What comes within {@link #GRACE} on this machine.
     */
    private static final int DRAINED_BYTES = 512 * 1024 * 1024;

    /** How long the head of a request may come, and a body at any pace. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** What must have come of a body a second after that: less is no network, but somebody who holds a thread. */
    static final int BYTES_A_SECOND = 16 * 1024;

    /** What bytes that come fast make up for: whoever has sent much may still not hold a thread for hours. */
    static final Duration CREDIT = Duration.ofSeconds(60);

    /** How long one waits for room that others have. */
    private static final Duration FOR_ROOM = Duration.ofSeconds(5);

    /** What each request may bring without asking for room: of all {@link #REQUESTS} together 19 MiB. */
    static final int FREE_BYTES = 16 * 1024;

    /**
     * For the rest of all bodies that are held at once: an eighth of what the JVM may take, since each is held twice while it is
     * put together and a few times more once it is understood.
     */
    static final Room BODIES_ROOM =
            new Room(Math.min(80L << 20, Runtime.getRuntime().maxMemory() / 8), FOR_ROOM);

    /** What each answer may have without asking for room: at all {@link #CONNECTIONS} together 250 MiB. */
    static final int FREE_ANSWER_BYTES = 64 * 1024;

    /**
     * For larger answers, which stay in memory until their readers have taken them, be it at {@link #BYTES_A_SECOND}: a quarter of
     * what the JVM may take, so that those who ask for little find some.
     */
    static final Room ANSWERS_ROOM =
            new Room(Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4), FOR_ROOM);

    private Limits() {}

    /** How long so many bytes may take. */
    static long nanosFor(long bytes) {
        return bytes * 1_000_000_000 / BYTES_A_SECOND;
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
        if (left <= 0) {
            // Of a body in chunks that bring nothing, each byte wakes this again.
            then.succeeded();
            return;
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

    /** A body for which there is no room beside others: status 429, after which MLflow's clients send again what creates, too. */
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
