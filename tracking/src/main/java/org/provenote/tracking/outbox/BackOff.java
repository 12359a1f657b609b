package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses after failures in a row: each about twice as long as the one before, up to a bound. Used under its owner's lock. */
final class BackOff {
    private final Duration first;
    private final Duration longest;
    private int failures;

    BackOff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Whether it failed when it was tried last. */
    boolean isOn() {
        return failures > 0;
    }

    void failed() {
        failures++;
    }

    void reset() {
        failures = 0;
    }

    /** How long to pause now, with jitter; nothing where all is well. */
    Duration pause() {
        return pause(longest);
    }

    /** As {@link #pause()}, with another bound. */
    Duration pause(Duration bound) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        long millis = Math.min(bound.toMillis(), first.toMillis() << Math.min(failures - 1, 10));
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
