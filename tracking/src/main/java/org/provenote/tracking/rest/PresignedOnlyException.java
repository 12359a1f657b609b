package org.provenote.tracking.rest;

import org.provenote.tracking.MlflowException;

/** The refusal of a server that lets no artifact through: its clients send and fetch them at addresses that it signs. */
final class PresignedOnlyException extends MlflowException {
    private static final long serialVersionUID = 1L;

    /** In MLflow's body of the refusal and in its {@code server-info}. */
    static final String FIELD = "artifacts_presigned_only";

    PresignedOnlyException(ErrorCode code, String message) {
        super(code, message);
    }
}
