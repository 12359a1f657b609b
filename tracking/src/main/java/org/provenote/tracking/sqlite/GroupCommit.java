package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.sqlite.Database.Work;

/**
 * The one writing connection. Writes that arrive while another commits wait, and then commit together: what costs is the
 * disk's answer to a commit, not the rows. Each still succeeds or fails by itself, and returns only once it is committed, and
 * what was committed before is on the disk; with others also what it wrote itself, alone once that is on its way there.
 */
final class GroupCommit {
    /** Writes in one transaction; other processes wait as long as it takes. */
    private static final int AT_ONCE = 100;

    private final Session session;
    private final @Nullable WriteAheadLog log;
    private final Flushes flushes;
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private boolean finished;

    /** Without a log of its own, SQLite brings its commits to the disk by itself. */
    GroupCommit(Session session, @Nullable WriteAheadLog log) {
        this.session = session;
        this.log = log;
        this.flushes = new Flushes(log == null ? () -> {} : log::force);
    }

    /**
     * Runs a write and commits it.
     *
     * @throws Finished if the connection was closed before the write had its turn
     */
    <T> T write(Work<T> work) throws SQLException {
        Pending<T> mine = new Pending<>(work);
        waiting.add(mine);
        writing.lock();
        try {
            while (!mine.settled) {
                if (finished) {
                    waiting.remove(mine);
                    throw new Finished();
                }
                commit(next());
            }
        } finally {
            writing.unlock();
        }
        return mine.outcome();
    }

    /** Returns once all that was written is on the disk. */
    void flush() throws SQLException {
        writing.lock();
        try {
            flushes.await();
        } finally {
            writing.unlock();
        }
    }

    /** Ends without closing the connection to a file that another one has replaced; what is written next must go to that one. */
    void leave() throws IOException, SQLException {
        writing.lock();
        try {
            finish();
            if (log != null) {
                log.leavePlace(session);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Runs {@code end}, which closes the connection, while nobody writes. */
    void finish(End end) throws SQLException {
        writing.lock();
        try {
            finish();
            end.of(session);
        } finally {
            writing.unlock();
        }
    }

    private void finish() {
        finished = true;
        try {
            flushes.await();
        } catch (SQLException e) {
            // SQLite brings its log to the disk once more before it brings it into the file, and says so if that fails.
        }
        if (log != null) {
            log.close();
        }
    }

    /** Nothing of a write was run: it may be tried elsewhere. */
    static final class Finished extends SQLException {}

    interface End {
        void of(Session session) throws SQLException;
    }

    private List<Pending<?>> next() {
        List<Pending<?>> group = new ArrayList<>();
        for (Pending<?> one = waiting.poll(); one != null; one = group.size() < AT_ONCE ? waiting.poll() : null) {
            group.add(one);
        }
        return group;
    }

    private void commit(List<Pending<?>> group) {
        try {
            run(group);
            if (log != null) {
                bringToTheDisk(log, group.size());
            }
        } catch (Throwable e) {
            // Nothing of the group was kept, not even what went well; or, where the disk failed, it is not known to be.
            for (int i = 0; i < group.size(); i++) {
                group.get(i).fail(e);
            }
        } finally {
            // Without anything that needs memory: one that is not settled would have its owner commit nothing for ever.
            for (int i = 0; i < group.size(); i++) {
                group.get(i).settled = true;
            }
        }
    }

    private void bringToTheDisk(WriteAheadLog log, int writes) throws SQLException {
        if (writes == 1) {
            flushes.begin();
        } else {
            flushes.now();
        }
        log.hasGrown(session);
    }

    /** Savepoints take a tenth of the time of a large group, so there are none until a write fails. */
    private void run(List<Pending<?>> group) throws SQLException {
        try {
            inTransaction(group, Pending::run);
        } catch (SQLException | RuntimeException | Error e) {
            if (group.size() == 1 || isOfAll(group, e)) {
                throw e;
            }
            inTransaction(group, Pending::runByItself);
        }
    }

    /** Whether it is no single write that failed, but the transaction, the disk or the JVM. */
    private static boolean isOfAll(List<Pending<?>> group, Throwable e) {
        return group.stream().allMatch(one -> one.failure == null)
                || e instanceof VirtualMachineError
                || e instanceof SQLException sql && Failures.isOfTheDisk(sql);
    }

    private void inTransaction(List<Pending<?>> group, Step step) throws SQLException {
        Database.inTransaction(session, "BEGIN IMMEDIATE", same -> {
            for (Pending<?> one : group) {
                step.of(one, same);
            }
            return true;
        });
    }

    private interface Step {
        void of(Pending<?> one, Session session) throws SQLException;
    }

    /** A write and, once it is settled, its outcome. Touched by the thread that holds the lock, then by its owner. */
    private static final class Pending<T> {
        private final Work<T> work;
        private @Nullable T result;
        private @Nullable Throwable failure;
        private boolean settled;

        Pending(Work<T> work) {
            this.work = work;
        }

        /** What fails takes the whole transaction with it. */
        void run(Session session) throws SQLException {
            try {
                result = work.in(session);
            } catch (SQLException | RuntimeException | Error e) {
                failure = e;
                throw e;
            }
        }

        /** What fails takes back its own rows only. */
        void runByItself(Session session) throws SQLException {
            failure = null;
            session.update("SAVEPOINT one");
            try {
                result = work.in(session);
            } catch (SQLException | RuntimeException | Error e) {
                failure = e;
                try {
                    session.update("ROLLBACK TO one");
                } catch (SQLException gone) {
                    // SQLite has rolled back all of it by itself, as it does when the disk is full: report that.
                    e.addSuppressed(gone);
                    throw e;
                }
            }
            session.update("RELEASE one");
        }

        void fail(Throwable e) {
            failure = failure == null ? e : failure;
        }

        /** What the work returned, {@code null} included, or what it threw. */
        T outcome() throws SQLException {
            Throwable e = failure;
            if (e instanceof SQLException sql) {
                throw sql;
            }
            if (e instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e instanceof Error error) {
                throw error;
            }
            return result;
        }
    }
}
