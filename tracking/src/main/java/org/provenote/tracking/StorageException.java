package org.provenote.tracking;

/**
 * The place where runs are kept cannot be read or written now: the disk is full, the folder is gone or closed to this user,
 * the file is held by another program or damaged. Not the caller's mistake; the same call may go well later.
 */
public class StorageException extends MlflowException {
    public StorageException(ErrorCode errorCode, String message, Throwable cause) {
        super(errorCode, message, cause);
    }
}
