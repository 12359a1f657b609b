package org.provenote.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A body that keeps {@link Limits#BYTES_A_SECOND}: byte by byte, each soon enough, it would hold its thread for ever. Only the
 * time that is spent waiting for it counts.
 */
final class PacedBody extends FilterInputStream {
    private final Duration grace;
    private long waitedNanos;
    private long bytes;
    private long began;

    /** Whether a thread waits for it; what stands above was written before. */
    private volatile boolean waiting;

    private volatile boolean late;

    /** @param grace how long it may be waited for at any pace */
    PacedBody(InputStream body, Duration grace) {
        super(body);
        this.grace = grace;
    }

    /**
     * Whether it has not kept the pace, the wait that goes on now included. For the thread to which something has come, perhaps
     * nothing but framing: that does not wake the thread that waits.
     *
     * @param come bytes that may be of the body
     */
    boolean isLate(int come) {
        if (waiting && isTooLittle(bytes + come, waitedNanos + System.nanoTime() - began)) {
            late = true;
        }
        return late;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        began = System.nanoTime();
        waiting = true;
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException e) {
            // A connection that says nothing for Limits.SILENCE ends by itself.
            throw late || e.getCause() instanceof TimeoutException ? new Limits.TooSlow() : e;
        } finally {
            waiting = false;
        }
        waitedNanos += System.nanoTime() - began;
        bytes += Math.max(read, 0);
        if (isTooLittle(bytes, waitedNanos)) {
            throw new Limits.TooSlow();
        }
        return read;
    }

    private boolean isTooLittle(long bytes, long nanos) {
        long seconds = (nanos - grace.toNanos()) / 1_000_000_000;
        return seconds > 0 && bytes < seconds * Limits.BYTES_A_SECOND;
    }
}
