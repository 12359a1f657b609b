package org.provenote.server.mlflow;

import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * What MLflow has and this server does not: registry, traces, gateway. Clients that probe for it on their way read
 * {@code ENDPOINT_NOT_FOUND} as "this server cannot" and go on.
 */
public record NotSupported(String method, String path, String feature) implements Route {
    @Override
    public Response answer(Request request) {
        return Response.error(
                ErrorCode.ENDPOINT_NOT_FOUND,
                "This server keeps experiments, runs and artifacts; it has no " + feature
                        + ". For those, use a server started with 'mlflow server'.");
    }
}
