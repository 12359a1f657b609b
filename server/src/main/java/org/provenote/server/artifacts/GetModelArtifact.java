package org.provenote.server.artifacts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.mlflow.ServerInfo;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.store.TrackingStore;

/**
 * {@code GET /mlflow/logged-models/{model_id}/artifacts/files}: one file of a model, as MLflow's web UI asks for it. A client may ask
 * for its address in a storage instead, which a folder has not; in front of another server, that one answers.
 */
public final class GetModelArtifact implements Route {
    private static final String PRESIGNED = "presigned";

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
        return request.query(PRESIGNED).filter("true"::equals).isPresent()
                ? address(model, path)
                : Download.of(request, backend.artifacts().of(model, store), path);
    }

    private Response address(LoggedModelInfo model, String path) {
        return backend.server()
                .filter(ServerInfo::signsModelFiles)
                .map(server ->
                        server.answer("GET", place(model), Map.of("artifact_file_path", path, PRESIGNED, "true"), null))
                .map(answer -> Response.of(200, "application/json", answer.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> StorageAddress.unsupported("Presigned download"));
    }

    /** Of these MLflow has one for its web UI only. */
    private static String place(LoggedModelInfo model) {
        return "/ajax-api/2.0/mlflow/logged-models/" + model.modelId() + "/artifacts/files";
    }
}
