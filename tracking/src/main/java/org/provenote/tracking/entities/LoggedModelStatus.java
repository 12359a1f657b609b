package org.provenote.tracking.entities;

/** The state of a logged model, with the names and, by position, the numbers of MLflow's API. */
public enum LoggedModelStatus {
    LOGGED_MODEL_STATUS_UNSPECIFIED,
    LOGGED_MODEL_PENDING,
    LOGGED_MODEL_READY,
    LOGGED_MODEL_UPLOAD_FAILED
}
