package org.provenote.server.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The memory that the bodies of all requests share, in blocks. */
final class Room {
    static final int BLOCK_BYTES = 64 * 1024;

    /** How long a body waits for others to give back what they have. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int bytes;
    private final Semaphore blocks;

    Room(long bytes) {
        int count = Math.toIntExact(bytes / BLOCK_BYTES);
        this.bytes = count * BLOCK_BYTES;
        this.blocks = new Semaphore(count);
    }

    /** All that there is, for a body that is alone. */
    int bytes() {
        return bytes;
    }

    /**
     * Takes a block.
     *
     * @throws Limits.Crowded if others keep theirs too long
     */
    void take() throws Limits.Crowded, InterruptedIOException {
        try {
            if (!blocks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Limits.Crowded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    void giveBack(int count) {
        blocks.release(count);
    }
}
