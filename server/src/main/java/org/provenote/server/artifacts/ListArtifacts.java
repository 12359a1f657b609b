package org.provenote.server.artifacts;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.ArtifactsResponse;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/artifacts/list}: what stands in one folder of a run's artifacts. */
public final class ListArtifacts extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.string("run_uuid"),
            Field.string("path").typed(),
            Field.string("page_token").typed());

    private final Backend backend;

    public ListArtifacts(Backend backend) {
        super("GET", "/mlflow/artifacts/list", MESSAGE, backend);
        this.backend = backend;
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        String path = AskedPath.checked(request.string("path"));
        RunInfo run = store.getRun(request.runId()).info();
        return new ArtifactsResponse(
                run.artifactUri(), backend.artifacts().of(run, store).list(path));
    }
}
