package org.provenote.server.http;

/** MLflow's body of every error. */
public record ErrorBody(String errorCode, String message) {}
