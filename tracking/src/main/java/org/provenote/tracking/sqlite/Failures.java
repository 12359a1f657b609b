package org.provenote.tracking.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.bounds.AnswerTime;
import org.provenote.tracking.files.WritableFile;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's errors mean to a user. */
final class Failures {
    private static final Pattern BEYOND_LIMITS = Pattern.compile(
            "at most \\d+ tables|too many (FROM clause terms|SQL variables|terms|columns)|pattern too complex|tree is too large|too big");

    private Failures() {}

    static StorageException opening(Path file, Exception cause) {
        return trouble(file, "The tracking database " + file + " could not be opened", cause);
    }

    static MlflowException reading(Path file, SQLException cause) {
        if (isBeyondLimits(cause)) {
            return new MlflowException(
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    "This search is larger than SQLite takes: " + cause.getMessage()
                            + ". Ask for less at once: fewer order_by entries, shorter lists and patterns",
                    cause);
        }
        if (code(cause) == SQLiteErrorCode.SQLITE_INTERRUPT) {
            return new MlflowException(
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    "This search takes longer than " + AnswerTime.LONGEST.toSeconds()
                            + " seconds and was given up. Ask for less at once: fewer"
                            + " experiments, fewer conditions on what many runs have, shorter patterns",
                    cause);
        }
        return explain(file, "The tracking database " + file + " could not be read", cause);
    }

    static MlflowException writing(Path file, SQLException cause) {
        return explain(file, "Nothing was written to the tracking database " + file, cause);
    }

    /** Whether a row was refused because its key is taken. */
    static boolean isTaken(SQLException e) {
        return code(e) == SQLiteErrorCode.SQLITE_CONSTRAINT;
    }

    /** Whether SQLite calls the file damaged or none of its own. */
    static boolean isDamage(SQLException e) {
        return code(e) == SQLiteErrorCode.SQLITE_CORRUPT || code(e) == SQLiteErrorCode.SQLITE_NOTADB;
    }

    /** Whether the file could not be read or written, rather than being held by somebody or the statement being wrong. */
    static boolean isOfTheDisk(SQLException e) {
        return switch (code(e)) {
            case SQLITE_FULL, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_READONLY, SQLITE_CANTOPEN -> true;
            default -> false;
        };
    }

    /** Of a statement's size (sqlite.org/limits.html), for which SQLite has no code of its own. */
    private static boolean isBeyondLimits(SQLException e) {
        return code(e) == SQLiteErrorCode.SQLITE_TOOBIG
                || (code(e) == SQLiteErrorCode.SQLITE_ERROR
                        && BEYOND_LIMITS.matcher(String.valueOf(e.getMessage())).find());
    }

    private static MlflowException explain(Path file, String what, SQLException cause) {
        return code(cause) == SQLiteErrorCode.SQLITE_CONSTRAINT
                ? new MlflowException(ErrorCode.BAD_REQUEST, what + ": " + cause.getMessage(), cause)
                : trouble(file, what, cause);
    }

    private static StorageException trouble(Path file, String what, Exception cause) {
        return switch (code(cause)) {
            case SQLITE_FULL ->
                failed(
                        ErrorCode.TEMPORARILY_UNAVAILABLE,
                        what + ": the disk is full. Free some space and log again",
                        cause);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                failed(
                        ErrorCode.TEMPORARILY_UNAVAILABLE,
                        what + ": another program has held its lock for " + OpenFile.PATIENCE.toSeconds()
                                + " seconds. Try again when that has ended",
                        cause);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
                failed(
                        ErrorCode.PERMISSION_DENIED,
                        what + ": "
                                + WritableFile.obstacle(file)
                                        .orElse("this user may not write the file or its folder (" + cause.getMessage()
                                                + ")"),
                        cause);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                failed(
                        ErrorCode.INTERNAL_ERROR,
                        what
                                + (code(cause) == SQLiteErrorCode.SQLITE_NOTADB && !DamagedFile.isMeantAsDatabase(file)
                                        ? ": the file is no SQLite database. Name another one"
                                        : ": the file is damaged. It is set aside, and what can be read of it kept, once no"
                                                + " other program has it open"),
                        cause);
            default -> failed(ErrorCode.INTERNAL_ERROR, what + ": " + cause.getMessage(), cause);
        };
    }

    private static StorageException failed(ErrorCode code, String message, Exception cause) {
        return new StorageException(code, message, cause);
    }

    private static SQLiteErrorCode code(Exception e) {
        return e instanceof SQLException sql
                ? SQLiteErrorCode.getErrorCode(sql.getErrorCode() & 0xff)
                : SQLiteErrorCode.SQLITE_CANTOPEN;
    }
}
