package org.provenote.server.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory that the bodies of all requests share, or those of all answers, in blocks. */
final class Room {
    static final int BLOCK_BYTES = 64 * 1024;

    private final int count;
    private final Duration patience;
    private final Semaphore blocks;

    /** @param patience how long one waits for others to give back what they have */
    Room(long bytes, Duration patience) {
        this.count = Math.toIntExact(bytes / BLOCK_BYTES);
        this.patience = patience;
        this.blocks = new Semaphore(count);
    }

    /** All that there is, for a body that is alone. */
    int bytes() {
        return count * BLOCK_BYTES;
    }

    /** How many blocks hold so many bytes; all that there are for more than that. */
    int blocksFor(long bytes) {
        return (int) Math.min((bytes + BLOCK_BYTES - 1) / BLOCK_BYTES, count);
    }

    /** Takes blocks; {@code false} if others keep theirs too long. */
    boolean take(int some) throws InterruptedIOException {
        try {
            return blocks.tryAcquire(some, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    void giveBack(int some) {
        blocks.release(some);
    }
}
