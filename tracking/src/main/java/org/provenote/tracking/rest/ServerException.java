package org.provenote.tracking.rest;

import org.provenote.tracking.MlflowException;

/** A refusal in the server's own words. */
final class ServerException extends MlflowException {
    private static final long serialVersionUID = 1L;

    ServerException(ErrorCode code, String message) {
        super(code, message);
    }
}
