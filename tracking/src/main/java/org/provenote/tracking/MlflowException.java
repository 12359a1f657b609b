package org.provenote.tracking;

/**
 * A tracking call that could not be carried out. The message is for the user: what happened with the value found, what
 * was expected, what to do next. The error code is MLflow's, as in {@code mlflow.exceptions.MlflowException}.
 */
public class MlflowException extends RuntimeException {
    /** MLflow's error codes that tracking calls use, with the HTTP status that its server answers. */
    public enum ErrorCode {
        INTERNAL_ERROR(500),
        TEMPORARILY_UNAVAILABLE(503),
        BAD_REQUEST(400),
        INVALID_PARAMETER_VALUE(400),
        INVALID_STATE(500),
        ENDPOINT_NOT_FOUND(404),
        RESOURCE_ALREADY_EXISTS(400),
        RESOURCE_DOES_NOT_EXIST(404),
        PERMISSION_DENIED(403),
        UNAUTHENTICATED(401),
        REQUEST_LIMIT_EXCEEDED(429),
        NOT_IMPLEMENTED(501);

        private final int httpStatus;

        ErrorCode(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        /** The HTTP status that goes with this code. */
        public int httpStatus() {
            return httpStatus;
        }

        /** Whether the same call may succeed a little later: who should carry it out is away, or has too much to do. */
        public boolean isTemporary() {
            return this == TEMPORARILY_UNAVAILABLE || this == REQUEST_LIMIT_EXCEEDED;
        }
    }

    private final ErrorCode errorCode;

    public MlflowException(ErrorCode errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    public MlflowException(ErrorCode errorCode, String message, Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    /** An argument that MLflow's validation refuses. */
    public static MlflowException invalid(String message) {
        return new MlflowException(ErrorCode.INVALID_PARAMETER_VALUE, message);
    }

    /** Something named that is not there. */
    public static MlflowException missing(String message) {
        return new MlflowException(ErrorCode.RESOURCE_DOES_NOT_EXIST, message);
    }

    public ErrorCode errorCode() {
        return errorCode;
    }
}
