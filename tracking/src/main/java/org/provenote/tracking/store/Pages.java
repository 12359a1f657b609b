package org.provenote.tracking.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Page;

/**
 * A list that comes page by page, read to its end. A server that names ever new pages keeps nobody for ever: a list with no end
 * in sight is given up with {@code INTERNAL_ERROR}. For one use.
 */
public final class Pages<T> {
    /** Ten million runs, a thousand at a time; 250 million points of a metric. */
    static final int MOST = 10_000;

    /** One after the other: a server that filters what it has read may find nothing for a while. */
    static final int MOST_EMPTY = 100;

    /** What {@link #list} holds in memory: a kilobyte each makes a gigabyte. */
    static final int MOST_HELD = 1_000_000;

    /** Waiting for all pages together. MLflow's own server needs seconds for each, of many runs. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Source<T> source;
    private final Duration longest;
    private int pages;
    private int empty;
    private long waited;

    Pages(Source<T> source, Duration longest) {
        this.source = source;
        this.longest = longest;
    }

    /** Whom to ask. */
    public interface Source<T> {
        /** The page that {@code token} stands for, the first one for {@code null}. */
        Page<T> page(@Nullable String token);
    }

    /** The pages of {@code source}. */
    public static <T> Pages<T> of(Source<T> source) {
        return new Pages<>(source, LONGEST);
    }

    /** What is on them. The first is asked for at once, each other one when what is before it has been read. */
    public Stream<T> stream() {
        return from(null);
    }

    /** As above, from the page that {@code token} stands for. */
    public Stream<T> from(@Nullable String token) {
        return Stream.iterate(
                        Optional.of(ask(token)),
                        Optional::isPresent,
                        page -> page.flatMap(Page::nextToken).map(this::next))
                .flatMap(page -> page.orElseThrow().items().stream());
    }

    /** All that is on them. */
    public List<T> list() {
        List<T> all = stream().limit(MOST_HELD + 1L).toList();
        if (all.size() > MOST_HELD) {
            throw endless("holds more than " + MOST_HELD + " entries");
        }
        return all;
    }

    private Page<T> next(String token) {
        if (pages >= MOST) {
            throw endless("has more than " + MOST + " pages");
        }
        if (empty >= MOST_EMPTY) {
            throw endless("has more than " + MOST_EMPTY + " pages in a row with nothing on them");
        }
        if (waited >= longest.toNanos()) {
            throw endless("was not complete after " + longest.toMinutes() + " minutes and " + pages + " pages");
        }
        return ask(token);
    }

    private Page<T> ask(@Nullable String token) {
        pages++;
        long begun = System.nanoTime();
        Page<T> page = source.page(token);
        waited += System.nanoTime() - begun;
        empty = page.items().isEmpty() ? empty + 1 : 0;
        return page;
    }

    private static MlflowException endless(String how) {
        return new MlflowException(
                ErrorCode.INTERNAL_ERROR,
                "The server's list " + how + ", and the server names still more: it is given up as one without end");
    }
}
