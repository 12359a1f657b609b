package org.provenote.tracking.outbox;

import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.ServerException;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.store.TrackingStore;

/** Tells what will pass, and is worth coming again for, from what the store would say again. */
final class Trouble {
    private Trouble() {}

    /** Whether the store would say the same again. */
    static boolean isFinal(MlflowException e) {
        if (e instanceof StorageException) {
            return false;
        }
        return switch (e.errorCode()) {
            case INVALID_PARAMETER_VALUE,
                    RESOURCE_DOES_NOT_EXIST,
                    BAD_REQUEST,
                    INVALID_STATE,
                    RESOURCE_ALREADY_EXISTS -> true;
            default -> false;
        };
    }

    /** Whether a call failed for what is nobody's mistake: the storage or the server is down, full or overloaded. */
    static boolean isNobodysFault(RuntimeException e) {
        if (e instanceof StorageException) {
            return true;
        }
        return e instanceof MlflowException refusal
                && switch (refusal.errorCode()) {
                    case TEMPORARILY_UNAVAILABLE, INTERNAL_ERROR, REQUEST_LIMIT_EXCEEDED -> true;
                    default -> false;
                };
    }

    /**
     * Whether a server answered that it failed: it is not away, and refuses nothing. MLflow calls temporary whatever its
     * database fails at ({@code OperationalError} in {@code mlflow.store.db.utils}), and some of that it fails at each time.
     */
    static boolean isServersFailure(TrackingStore store, MlflowException e) {
        return store.file().isEmpty()
                && (e.errorCode() == ErrorCode.INTERNAL_ERROR
                        || (e.errorCode() == ErrorCode.TEMPORARILY_UNAVAILABLE && e instanceof ServerException));
    }

    static String inWords(Throwable e) {
        return e instanceof MlflowException ? String.valueOf(e.getMessage()) : e.toString();
    }
}
