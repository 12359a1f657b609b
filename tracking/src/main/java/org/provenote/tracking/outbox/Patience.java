package org.provenote.tracking.outbox;

import java.time.Duration;

/** A wait of bounded length that an interrupt does not cut short; it is kept for the caller. */
final class Patience implements AutoCloseable {
    private final long end;
    private boolean interrupted;

    Patience(Duration most) {
        this.end = System.nanoTime() + most.toNanos();
        this.interrupted = Thread.interrupted();
    }

    /** When it is over, by {@link System#nanoTime}. */
    long end() {
        return end;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean isOver() {
        interrupted |= Thread.interrupted();
        return System.nanoTime() >= end;
    }

    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
