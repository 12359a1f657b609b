package org.provenote.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that keeps {@link Limits#BYTES_A_SECOND}: byte by byte, each soon enough, it would hold its thread for ever. */
final class PacedBody extends FilterInputStream {
    private final long begin = System.nanoTime();
    private long bytes;

    PacedBody(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        keepPace(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        keepPace(read);
        return read;
    }

    private void keepPace(int more) throws Limits.TooSlow {
        bytes += Math.max(more, 0);
        long seconds = (System.nanoTime() - begin) / 1_000_000_000 - Limits.GRACE.toSeconds();
        if (seconds > 0 && bytes < seconds * Limits.BYTES_A_SECOND) {
            throw new Limits.TooSlow();
        }
    }
}
