package org.provenote.server.mlflow.experiments;

import java.util.List;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.CreateExperimentResponse;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/experiments/create}: makes an experiment. */
public final class CreateExperiment extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("name").required().typed(),
            Field.string("artifact_location").typed(),
            Field.messages("tags", KeyValues.MESSAGE).typed());

    private final Backend backend;

    public CreateExperiment(Backend backend) {
        super("POST", "/mlflow/experiments/create", MESSAGE, backend);
        this.backend = backend;
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        List<ExperimentTag> tags =
                request.messages("tags").stream().map(KeyValues::experimentTag).toList();
        CustomViews.limit(tags);
        Optional<String> location = request.text("artifact_location");
        if (backend.server().isEmpty()) {
            location.ifPresent(named -> AskedLocation.check(named, backend.artifactRoot()));
        }
        String id = store.createExperiment(new NewExperiment(request.string("name"), location.orElse(null), tags));
        return new CreateExperimentResponse(id);
    }
}
