package org.provenote.server.artifacts;

import java.util.List;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * Addresses of artifacts in a storage, signed for clients: a folder has none. MLflow's server answers the same for a folder,
 * and its clients then send and fetch artifacts through the server.
 */
public record PresignedUrl(String method, String path) implements Route {

    /** The routes by which clients ask for one. */
    public static List<Route> all() {
        return List.of(
                new PresignedUrl("POST", "/mlflow/artifacts/presigned-upload-url"),
                new PresignedUrl("POST", "/mlflow/artifacts/presigned-download-url"),
                new PresignedUrl("GET", "/mlflow-artifacts/presigned/{path...}"));
    }

    @Override
    public Response answer(Request request) {
        return Response.error(
                ErrorCode.NOT_IMPLEMENTED,
                "Signed addresses are not supported for the current artifact repository; send and fetch the artifact"
                        + " through this server");
    }
}
