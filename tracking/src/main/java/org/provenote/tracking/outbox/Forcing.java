package org.provenote.tracking.outbox;

import java.io.IOException;
import java.time.Duration;

/**
 * Makes what is logged survive a power cut, a moment after it was: on a thread of its own, as the store may keep the delivery's
 * waiting for minutes. While nothing is logged it sleeps.
 */
final class Forcing implements Worker.Work {
    /** How soon a record survives a power cut. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final OwnJournal own;
    private final Notices notices;

    Forcing(OwnJournal own, Notices notices) {
        this.own = own;
        this.notices = notices;
    }

    @Override
    public boolean awaitWork() throws InterruptedException {
        return own.awaitUnforced(TICK);
    }

    @Override
    public void step() throws IOException {
        own.force();
    }

    /** It is tried again at the next tick. */
    @Override
    public void failed(Throwable e) {
        notices.trouble("What was logged survives this process, but perhaps no power cut: " + e);
        notices.tell();
    }
}
