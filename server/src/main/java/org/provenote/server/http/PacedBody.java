package org.provenote.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A body that keeps {@link Limits#BYTES_A_SECOND}: byte by byte, each soon enough, it would hold its thread for ever. Only the
 * time that is spent waiting for it counts, and what came fast makes up for some of it only.
 */
final class PacedBody extends FilterInputStream {
    private final Duration credit;

    /** How long it may be waited for from now on. */
    private long nanosLeft;

    private long began;

    /** Whether a thread waits for it; what stands above was written before. */
    private volatile boolean waiting;

    private volatile boolean late;

    /**
     * @param grace how long it may be waited for at any pace
     * @param credit what bytes that came fast make up for, at most
     */
    PacedBody(InputStream body, Duration grace, Duration credit) {
        super(body);
        this.credit = credit;
        this.nanosLeft = grace.toNanos();
    }

    /**
     * Whether it has not kept the pace, the wait that goes on now included. For the thread to which something has come, perhaps
     * nothing but framing: that does not wake the thread that waits.
     *
     * @param come bytes that may be of the body
     */
    boolean isLate(int come) {
        if (waiting && nanosLeft(come) < 0) {
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
        nanosLeft = Math.min(nanosLeft(Math.max(read, 0)), credit.toNanos());
        if (nanosLeft < 0) {
            throw new Limits.TooSlow();
        }
        return read;
    }

    private long nanosLeft(int come) {
        return nanosLeft - (System.nanoTime() - began) + Limits.nanosFor(come);
    }
}
