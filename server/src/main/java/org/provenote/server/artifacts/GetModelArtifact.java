package org.provenote.server.artifacts;

import java.io.IOException;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.store.TrackingStore;

/**
 * {@code GET /mlflow/logged-models/{model_id}/artifacts/files}: one file of a model, as MLflow's web UI asks for it. It may ask for
 * an address of it instead, which it is not offered ({@code server-info}).
 */
public final class GetModelArtifact implements Route {
    private final Backend backend;

    public GetModelArtifact(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow/logged-models/{model_id}/artifacts/files";
    }

    @Override
    public Response answer(Request request) throws IOException {
        String path = AskedPath.checked(request.text("artifact_file_path")
                .orElseThrow(() -> new MlflowException(
                        ErrorCode.BAD_REQUEST, "Request must include the \"artifact_file_path\" query parameter.")));
        TrackingStore store = backend.store();
        LoggedModelInfo model =
                store.loggedModels().get(request.pathParameter("model_id")).info();
        return request.query("presigned").filter("true"::equals).isPresent()
                ? StorageAddress.unsupported("Presigned download")
                : Download.of(request, backend.artifacts().of(model, store), path);
    }
}
