package org.provenote.tracking.rest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Until when servers have asked to be left alone, each for itself: a storage's trouble is not that of the server before it. */
final class Absences {
    /** A server that names a longer time is mistaken, or means harm. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** By host and port, in {@link System#nanoTime}. */
    private final Map<String, Long> ends = new ConcurrentHashMap<>();

    void begin(Endpoint endpoint, Duration asked) {
        // A server may sign for a storage of another name each time.
        ends.values().removeIf(end -> left(end).isNegative());
        Duration time = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        ends.put(endpoint.authority(), System.nanoTime() + time.toNanos());
    }

    /** Zero or less when it is over, or never began. */
    Duration left(Endpoint endpoint) {
        Long end = ends.get(endpoint.authority());
        return end == null ? Duration.ZERO : left(end);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }
}
