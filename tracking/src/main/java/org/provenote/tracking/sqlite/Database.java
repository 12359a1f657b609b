package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.bounds.AnswerTime;
import org.provenote.tracking.files.LockedFiles;

/**
 * A SQLite file and this process's connections to it. Work runs in transactions: a write takes SQLite's write lock at its
 * start, so it never fails half way for want of it, and a read sees one state of the file throughout. Any thread may call;
 * writes queue up and commit in groups, reads go on beside them.
 *
 * <p>A file that cannot be opened is tried anew at each call, and one that was removed or replaced is opened anew: SQLite
 * would go on writing to what nobody can find any more.
 */
final class Database implements AutoCloseable {
    /** Room for the changes of one opened file in {@link #dataVersion}. */
    private static final int VERSION_BITS = 40;

    private final Path file;
    private final Preparation preparation;
    private final Duration longestRead;
    private volatile @Nullable OpenFile open;
    private volatile @Nullable String obstacle;
    private volatile long opened;
    private boolean closed;

    /** SQLite has called the file damaged while it was open. */
    private boolean damaged;

    Database(Path file, Preparation preparation) {
        this(file, preparation, AnswerTime.LONGEST);
    }

    Database(Path file, Preparation preparation, Duration longestRead) {
        this.file = file;
        this.preparation = preparation;
        this.longestRead = longestRead;
        LockedFiles.add(file);
    }

    /** What runs in one transaction. */
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    /** Such work, which only reads, with the help of other connections. */
    interface SharedWork<T> {
        T in(SharedRead read) throws SQLException;
    }

    /** Such work without an answer. */
    interface Change {
        void in(Session session) throws SQLException;
    }

    private interface Reading<T> {
        T of(OpenFile file) throws SQLException;
    }

    /** Makes a file that was just opened ready for use, and returns why it may not be written, if it may not. */
    interface Preparation {
        Optional<String> of(OpenFile file) throws SQLException;
    }

    Path file() {
        return file;
    }

    /** Why this version may not write the file, if it may not. */
    Optional<String> obstacle() {
        opened();
        return Optional.ofNullable(obstacle);
    }

    /**
     * Opens the file now.
     *
     * @throws StorageException if it cannot be opened
     */
    void open() {
        opened();
    }

    <T> T write(Work<T> work) {
        OpenFile to = opened();
        String reason = obstacle;
        if (reason != null) {
            throw new MlflowException(
                    ErrorCode.PERMISSION_DENIED,
                    "Nothing was written to the tracking database " + file + ": " + reason);
        }
        try {
            return to.write(work);
        } catch (GroupCommit.Finished e) {
            // What failed for others has had the file opened anew.
            return write(work);
        } catch (SQLException e) {
            letGo(to, e);
            throw Failures.writing(file, e);
        }
    }

    void change(Change change) {
        write(session -> {
            change.in(session);
            return null;
        });
    }

    /** Returns once all that was written is on the disk. */
    void force() {
        OpenFile last = open;
        if (last != null) {
            try {
                last.force();
            } catch (SQLException e) {
                letGo(last, e);
                throw Failures.writing(file, e);
            }
        }
    }

    <T> T read(Work<T> work) {
        return from(file -> file.read(work));
    }

    /** As {@link #read}, of long lists. */
    <T> T readShared(SharedWork<T> work) {
        return from(file -> file.readShared(work));
    }

    private <T> T from(Reading<T> reading) {
        OpenFile from = opened();
        try {
            return reading.of(from);
        } catch (SQLException e) {
            letGo(from, e);
            throw Failures.reading(file, e);
        }
    }

    /** A number that changes whenever any connection, of this process or another, has changed the file. */
    long dataVersion() {
        try {
            return opened().dataVersion() + (opened << VERSION_BITS);
        } catch (SQLException e) {
            throw Failures.reading(file, e);
        }
    }

    /** Closes the file as if for good; what comes all the same opens it anew. */
    synchronized void leaveAtRest() {
        OpenFile last = open;
        open = null;
        try {
            if (last != null && last.isInPlace()) {
                last.close();
            }
        } catch (SQLException e) {
            throw Failures.writing(file, e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            leaveAtRest();
        } finally {
            LockedFiles.remove(file);
        }
    }

    private OpenFile opened() {
        OpenFile now = open;
        return now != null && now.isUsable() ? now : openAnew();
    }

    private synchronized OpenFile openAnew() {
        OpenFile now = open;
        if (now != null && now.isUsable()) {
            return now;
        }
        if (now != null) {
            giveUp(now);
        }
        if (closed) {
            throw new MlflowException(ErrorCode.INVALID_STATE, "The store of " + file + " is closed");
        }
        open = null;
        try {
            OpenFile fresh = wholeFile();
            opened++;
            open = fresh;
            return fresh;
        } catch (IOException | SQLException e) {
            throw Failures.opening(file, e);
        }
    }

    private static void giveUp(OpenFile file) {
        try {
            if (file.isInPlace()) {
                file.close();
            } else {
                file.leave();
            }
        } catch (IOException | SQLException | RuntimeException stillBroken) {
            // New connections do not need it; what it holds back of the file, they say.
        }
    }

    private OpenFile wholeFile() throws IOException, SQLException {
        if (damaged) {
            damaged = false;
            new DamagedFile(file, preparation).replace();
        }
        try {
            return prepared();
        } catch (SQLException e) {
            if (Failures.isDamage(e) && new DamagedFile(file, preparation).replace()) {
                return prepared();
            }
            throw e;
        }
    }

    private OpenFile prepared() throws IOException, SQLException {
        OpenFile fresh = OpenFile.at(file, longestRead);
        prepare(fresh);
        return fresh;
    }

    /** After an error of the disk, statements of the connection may stay unusable: the next call takes new ones. */
    private synchronized void letGo(OpenFile failed, SQLException why) {
        if (open == failed && Failures.isOfTheDisk(why)) {
            open = null;
            damaged = Failures.isDamage(why);
            try {
                failed.close();
            } catch (SQLException sameTrouble) {
                why.addSuppressed(sameTrouble);
            }
        }
    }

    private void prepare(OpenFile fresh) throws SQLException {
        boolean prepared = false;
        try {
            obstacle = preparation.of(fresh).orElse(null);
            prepared = true;
        } finally {
            if (!prepared) {
                fresh.close();
            }
        }
    }

    static <T> T inTransaction(Session session, String begin, Work<T> work) throws SQLException {
        session.update(begin);
        boolean done = false;
        try {
            T result = work.in(session);
            session.update("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(session);
            }
        }
    }

    private static void rollBack(Session session) {
        try {
            session.update("ROLLBACK");
        } catch (SQLException ignored) {
            // SQLite has rolled back by itself, as it does when the disk is full; the first error is the one to report.
        }
    }
}
