package org.provenote.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Gives back to the system what large answers have made the heap grow by: the JVM by itself keeps it, with the garbage in it, until
 * something needs the room again, which on a server of small requests may be never.
 */
final class SpareMemory {
    /** A heap of this size is kept: the server at rest, a search for a thousand runs and the answers of a class need less. */
    private static final long KEPT_BYTES = 512L << 20;

    /** Between two collections, each of which takes a tenth of a second or two. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final long keptBytes;
    private final Duration pause;
    private final AtomicBoolean planned = new AtomicBoolean();

    SpareMemory() {
        this(KEPT_BYTES, PAUSE);
    }

    SpareMemory(long keptBytes, Duration pause) {
        this.keptBytes = keptBytes;
        this.pause = pause;
    }

    /** To be called whenever a large answer is on its way no more. */
    void afterLargeAnswer(Scheduler scheduler) {
        if (Runtime.getRuntime().totalMemory() > keptBytes && planned.compareAndSet(false, true)) {
            scheduler.schedule(this::collect, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void collect() {
        planned.set(false);
        System.gc();
    }
}
