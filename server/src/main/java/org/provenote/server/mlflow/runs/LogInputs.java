package org.provenote.server.mlflow.runs;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/log-inputs}: records the datasets and models that a run used. */
public final class LogInputs extends MlflowRoute {
    private static final Message DATASET = Message.of(
            Field.string("name"),
            Field.string("digest"),
            Field.string("source_type"),
            Field.string("source"),
            Field.string("schema"),
            Field.string("profile"));

    private static final Message MESSAGE = Message.of(
            Field.string("run_id").required().typed(),
            Field.messages(
                            "datasets",
                            Message.of(Field.messages("tags", KeyValues.MESSAGE), Field.message("dataset", DATASET)))
                    .typed(),
            Field.messages("models", Message.of(Field.string("model_id"))).typed());

    public LogInputs(Backend backend) {
        super("POST", "/mlflow/runs/log-inputs", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        List<DatasetInput> inputs =
                request.messages("datasets").stream().map(LogInputs::input).toList();
        String runId = request.string("run_id");
        List<ModelInput> models = request.messages("models").stream()
                .map(model -> new ModelInput(model.string("model_id")))
                .toList();
        if (models.isEmpty()) {
            store.logInputs(runId, inputs);
        } else {
            store.loggedModels().logInputs(runId, inputs, models);
        }
        return Empty.DONE;
    }

    private static DatasetInput input(Fields input) {
        Fields dataset = input.message("dataset").orElseGet(() -> DATASET.empty());
        return new DatasetInput(
                input.messages("tags").stream().map(KeyValues::inputTag).toList(),
                new Dataset(
                        dataset.string("name"),
                        dataset.string("digest"),
                        dataset.string("source_type"),
                        dataset.string("source"),
                        dataset.optionalString("schema").orElse(null),
                        dataset.optionalString("profile").orElse(null)));
    }
}
