package org.provenote.provenance.git;

import java.time.Duration;

/** The moment until which work may go on. */
public record Deadline(long nanoTime) {

    public static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    public boolean passed() {
        return System.nanoTime() - nanoTime > 0;
    }
}
