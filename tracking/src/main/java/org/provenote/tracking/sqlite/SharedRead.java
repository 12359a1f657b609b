package org.provenote.tracking.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One state of a file, read by one session, and for long lists by others beside it on processors that are idle: SQLite reads with
 * one processor for each connection. Where the file has changed meanwhile, or no processor is free, the one session reads it all.
 */
final class SharedRead {
    /** Long enough that it does not count what a part costs by itself. */
    private static final int PART = 100;

    private static final int MOST_HELPERS = 3;

    private final OpenFile file;

    /** Of the file, before {@link #session} began to read; empty where that is not known, and nobody can help. */
    private final OptionalLong version;

    private final Session session;

    SharedRead(OpenFile file, OptionalLong version, Session session) {
        this.file = file;
        this.version = version;
        this.session = session;
    }

    /** Reads what belongs to some items, in their order. */
    interface Reader<T, R> {
        List<R> of(Session session, List<T> items) throws SQLException;
    }

    Session session() {
        return session;
    }

    /** What belongs to all the items, in their order, as the reader has it for parts of them. */
    <T, R> List<R> all(List<T> items, Reader<T, R> reader) throws SQLException {
        Parts<T, R> parts = new Parts<>(items, reader);
        // A helper that has its turn late finds nothing to do, and has kept no results meanwhile.
        AtomicReference<Parts<T, R>> toHelp = new AtomicReference<>(parts);
        try {
            int helpers = helpers(parts);
            for (int helper = 0; helper < helpers; helper++) {
                ForkJoinPool.commonPool().execute(() -> help(toHelp.get()));
            }
            parts.readRest(session);
            return parts.result(session);
        } finally {
            toHelp.set(null);
        }
    }

    /** None where the pool, which is the whole program's, has enough to do. */
    private int helpers(Parts<?, ?> parts) {
        ForkJoinPool pool = ForkJoinPool.commonPool();
        if (version.isEmpty() || ForkJoinPool.getCommonPoolParallelism() == 0 || pool.hasQueuedSubmissions()) {
            return 0;
        }
        int idle = Math.min(MOST_HELPERS, Runtime.getRuntime().availableProcessors() - 1);
        return Math.min(idle, parts.count() - 1);
    }

    private void help(@Nullable Parts<?, ?> parts) {
        if (parts == null || parts.areAllTaken()) {
            return;
        }
        try {
            file.read(helper -> {
                // What it sees is fixed by its first look at the file.
                helper.hasTable("runs");
                if (file.dataVersion() == version.getAsLong()) {
                    parts.readRest(helper);
                }
                return true;
            });
        } catch (SQLException | RuntimeException e) {
            // The session reads what its helper could not, and says why if it cannot either.
        }
    }

    /** Each part is read by whoever takes it first. */
    private static final class Parts<T, R> {
        private final Reader<T, R> reader;
        private final List<List<T>> parts = new ArrayList<>();
        private final List<CompletableFuture<List<R>>> results;
        private final AtomicInteger next = new AtomicInteger();

        Parts(List<T> items, Reader<T, R> reader) {
            this.reader = reader;
            for (int from = 0; from < items.size(); from += PART) {
                parts.add(items.subList(from, Math.min(from + PART, items.size())));
            }
            this.results = Stream.generate(CompletableFuture<List<R>>::new)
                    .limit(parts.size())
                    .toList();
        }

        int count() {
            return parts.size();
        }

        boolean areAllTaken() {
            return next.get() >= parts.size();
        }

        void readRest(Session session) throws SQLException {
            for (int part = next.getAndIncrement(); part < parts.size(); part = next.getAndIncrement()) {
                CompletableFuture<List<R>> result = results.get(part);
                try {
                    result.complete(reader.of(session, parts.get(part)));
                } finally {
                    result.cancel(false);
                }
            }
        }

        /** Waits for the parts that others took; the session reads those that they could not. */
        List<R> result(Session session) throws SQLException {
            List<R> all = new ArrayList<>();
            for (int part = 0; part < parts.size(); part++) {
                try {
                    all.addAll(results.get(part).join());
                } catch (CancellationException e) {
                    all.addAll(reader.of(session, parts.get(part)));
                }
            }
            return all;
        }
    }
}
