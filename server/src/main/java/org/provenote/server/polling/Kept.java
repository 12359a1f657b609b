package org.provenote.server.polling;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last answer of a store that cannot tell whether it has changed, kept for ten times as long as it took, a minute at most:
 * however many pages are open, a slow server works for them no more than about a tenth of its time. Thread-safe.
 */
public final class Kept<T> {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private volatile @Nullable Answer<T> last;

    private record Answer<T>(Object question, T value, long until) {}

    /** What {@code asking} gives, or gave a moment ago to an equal question. */
    public T get(Object question, Supplier<T> asking) {
        long start = System.nanoTime();
        Answer<T> known = last;
        if (known != null && known.question().equals(question) && start - known.until() < 0) {
            return known.value();
        }
        T value = asking.get();
        long end = System.nanoTime();
        last = new Answer<>(question, value, end + Math.min(10 * (end - start), LONGEST.toNanos()));
        return value;
    }
}
