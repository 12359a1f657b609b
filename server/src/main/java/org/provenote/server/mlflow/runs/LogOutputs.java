package org.provenote.server.mlflow.runs;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.Empty;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/outputs}: records the models that a run made. */
public final class LogOutputs extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").required().typed(),
            Field.messages("models", Message.of(Field.string("model_id"), Field.int64("step")))
                    .required()
                    .typed());

    public LogOutputs(Backend backend) {
        super("POST", "/mlflow/runs/outputs", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        List<ModelOutput> models = request.messages("models").stream()
                .map(model -> new ModelOutput(
                        model.string("model_id"), model.integer("step").orElse(0L)))
                .toList();
        store.loggedModels().logOutputs(request.string("run_id"), models);
        return Empty.DONE;
    }
}
