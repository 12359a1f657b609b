package org.provenote.provenance;

import java.time.Duration;

/** The moment until which work may go on. */
record Deadline(long nanoTime) {

    static Deadline in(Duration budget) {
        return new Deadline(System.nanoTime() + budget.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - nanoTime > 0;
    }
}
