package org.provenote.server.http;

import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * MLflow's body of every error.
 *
 * @param sqlstate MLflow's five-character class of the error, where it has one; as MLflow's {@code error_classification.py}
 * @param errorClass its name, where it has one
 */
public record ErrorBody(
        String errorCode,
        String message,
        @Nullable String sqlstate,
        @Nullable String errorClass) {

    static ErrorBody of(ErrorCode code, String message) {
        return new ErrorBody(code.name(), message, sqlstate(code), errorClass(code));
    }

    private static @Nullable String sqlstate(ErrorCode code) {
        return switch (code) {
            case INTERNAL_ERROR, INVALID_STATE, TEMPORARILY_UNAVAILABLE -> "XXM00";
            case REQUEST_LIMIT_EXCEEDED -> "KAMC3";
            case UNAUTHENTICATED, NOT_IMPLEMENTED -> null;
            default -> "KAM00";
        };
    }

    private static @Nullable String errorClass(ErrorCode code) {
        return switch (code) {
            case INTERNAL_ERROR, INVALID_STATE, TEMPORARILY_UNAVAILABLE -> "CLIENT_INTERNAL_ERROR";
            case BAD_REQUEST, INVALID_PARAMETER_VALUE -> "INVALID_PARAMETER_VALUE";
            case ENDPOINT_NOT_FOUND, RESOURCE_DOES_NOT_EXIST -> "RESOURCE_NOT_FOUND";
            case RESOURCE_ALREADY_EXISTS -> "RESOURCE_ALREADY_EXISTS";
            case PERMISSION_DENIED -> "PERMISSION_DENIED";
            case REQUEST_LIMIT_EXCEEDED -> "CP_REQUEST_RATE_LIMITED";
            case UNAUTHENTICATED, NOT_IMPLEMENTED -> null;
        };
    }
}
