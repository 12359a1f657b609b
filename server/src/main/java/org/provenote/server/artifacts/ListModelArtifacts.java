package org.provenote.server.artifacts;

import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.Field;
import org.provenote.server.message.Message;
import org.provenote.server.wire.ArtifactsResponse;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/logged-models/{model_id}/artifacts/directories}: what stands in one folder of a model's files. */
public final class ListModelArtifacts implements Route {
    private static final Message MESSAGE =
            Message.of(Field.string("artifact_directory_path").typed());

    private final Backend backend;

    public ListModelArtifacts(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow/logged-models/{model_id}/artifacts/directories";
    }

    @Override
    public Response answer(Request request) throws Exception {
        String path = AskedPath.checked(MESSAGE.of(request).string("artifact_directory_path"));
        TrackingStore store = backend.store();
        LoggedModelInfo model =
                store.loggedModels().get(request.pathParameter("model_id")).info();
        return Response.json(new ArtifactsResponse(
                model.artifactUri(), backend.artifacts().of(model, store).list(path)));
    }
}
