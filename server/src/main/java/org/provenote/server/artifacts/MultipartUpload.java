package org.provenote.server.artifacts;

import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * {@code POST /mlflow-artifacts/mpu/…}: uploads in parts need a storage that signs addresses, which a folder is not. MLflow's
 * server answers the same for a folder, and its clients then send the file whole.
 *
 * @param step {@code create}, {@code complete} or {@code abort}
 */
public record MultipartUpload(String step) implements Route {
    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/mlflow-artifacts/mpu/" + step + "/{path...}";
    }

    @Override
    public Response answer(Request request) {
        AskedPath.checked(request.pathParameter("path"));
        return Response.error(
                ErrorCode.NOT_IMPLEMENTED, "Multipart upload is not supported for the current artifact repository");
    }
}
