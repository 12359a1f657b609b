package org.provenote.tracking.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;

/**
 * The runs of any number of experiments. Where a store refuses so many at once, as Databricks does, it is asked for few at a time,
 * and what it finds for each few, newest first, is read as one list that is so as well.
 */
final class RunsOfMany implements Iterator<Run> {
    private final PriorityQueue<Part> parts =
            new PriorityQueue<>(Comparator.comparing(part -> part.next, RunSearch.NEWEST_FIRST));

    /** Whose run was read last: its next one, for which a server may have to be asked, is looked at when it is wanted. */
    private @Nullable Part last;

    private RunsOfMany(Stream<Stream<Run>> lists) {
        lists.map(Stream::iterator).filter(Iterator::hasNext).map(Part::new).forEach(parts::add);
    }

    static Stream<Run> found(RunSearch search, TrackingStore store) {
        if (search.experimentIds().isEmpty()) {
            return Stream.empty();
        }
        try {
            return inOne(search, store);
        } catch (MlflowException e) {
            if (!search.mayBeTooWide(e) || !search.isFromTheNewest()) {
                throw e;
            }
            Iterator<Run> runs = new RunsOfMany(search.narrowed().map(few -> inOne(few, store)));
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(runs, Spliterator.ORDERED), false);
        }
    }

    private static Stream<Run> inOne(RunSearch search, TrackingStore store) {
        return Pages.of(token -> store.searchRuns(search.pageToken(token))).from(search.pageToken());
    }

    /** What was found for a few experiments and not read yet. */
    private static final class Part {
        private final Iterator<Run> further;
        private Run next;

        Part(Iterator<Run> further) {
            this.further = further;
            this.next = further.next();
        }
    }

    @Override
    public boolean hasNext() {
        if (last != null && last.further.hasNext()) {
            last.next = last.further.next();
            parts.add(last);
        }
        last = null;
        return !parts.isEmpty();
    }

    @Override
    public Run next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        last = parts.remove();
        return last.next;
    }
}
