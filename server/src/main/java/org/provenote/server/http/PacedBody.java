package org.provenote.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/**
 * A body that keeps {@link Limits#BYTES_A_SECOND}: byte by byte, each soon enough, it would hold its thread for ever. Only the
 * time that is spent waiting for it counts.
 */
final class PacedBody extends FilterInputStream {
    private long waitedNanos;
    private long bytes;

    PacedBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        long begin = System.nanoTime();
        int read = inTime(super::read);
        keepPace(begin, read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long begin = System.nanoTime();
        int read = inTime(() -> super.read(buffer, offset, length));
        keepPace(begin, read);
        return read;
    }

    /** A connection that says nothing for {@link Limits#SILENCE} ends by itself. */
    private static int inTime(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException ? new Limits.TooSlow() : e;
        }
    }

    private interface Reading {
        int read() throws IOException;
    }

    private void keepPace(long begin, int more) throws Limits.TooSlow {
        waitedNanos += System.nanoTime() - begin;
        bytes += Math.max(more, 0);
        long seconds = waitedNanos / 1_000_000_000 - Limits.GRACE.toSeconds();
        if (seconds > 0 && bytes < seconds * Limits.BYTES_A_SECOND) {
            throw new Limits.TooSlow();
        }
    }
}
