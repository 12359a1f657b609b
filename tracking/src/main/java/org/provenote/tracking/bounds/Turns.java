package org.provenote.tracking.bounds;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** What is costly, so many times at once: others wait for their turn, but not for ever. */
public final class Turns {
    private final Semaphore free;
    private final Duration patience;
    private final String refusal;

    /**
     * @param patience how long one waits for a turn
     * @param refusal what is told to who waited in vain
     */
    public Turns(int atOnce, Duration patience, String refusal) {
        this.free = new Semaphore(atOnce);
        this.patience = patience;
        this.refusal = refusal;
    }

    /** A turn, until it is closed. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @throws MlflowException {@code REQUEST_LIMIT_EXCEEDED} if others keep theirs too long
     */
    public Turn take() {
        // An interrupted thread need not wait for what is free.
        if (!free.tryAcquire() && !isFreeInTime()) {
            throw new MlflowException(ErrorCode.REQUEST_LIMIT_EXCEEDED, refusal);
        }
        return free::release;
    }

    private boolean isFreeInTime() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
