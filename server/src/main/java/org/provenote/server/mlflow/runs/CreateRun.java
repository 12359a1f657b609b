package org.provenote.server.mlflow.runs;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.GivenExperiment;
import org.provenote.server.mlflow.KeyValues;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.CreateRunResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/runs/create}: starts a run. */
public final class CreateRun extends MlflowRoute {
    private static final Message MESSAGE = Message.of(
            Field.string("experiment_id").typed(),
            Field.string("user_id"),
            Field.int64("start_time").typed(),
            Field.string("run_name").typed(),
            Field.messages("tags", KeyValues.MESSAGE));

    public CreateRun(Backend backend) {
        super("POST", "/mlflow/runs/create", MESSAGE, backend);
    }

    @Override
    public boolean tellsWhatItWrote() {
        return true;
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        List<RunTag> tags = KeyValues.runTags(request.messages("tags"));
        boolean isNamedTwice = isNamedTwice(request.string("run_name"), tags);
        // A mistake in the experiment comes first, and then two names: the store tells of them.
        String experimentId = isNamedTwice ? request.string("experiment_id") : GivenExperiment.idOf(request, store);
        Optional<String> mistake = mistakeIn(tags);
        if (mistake.isPresent()
                && !isNamedTwice
                && store.getExperiment(experimentId).lifecycleStage() == LifecycleStage.ACTIVE) {
            throw new MlflowException(ErrorCode.BAD_REQUEST, "The run was not made: " + mistake.get());
        }
        return CreateRunResponse.of(store.createRun(new NewRun(
                experimentId,
                request.string("user_id"),
                request.text("run_name").orElse(null),
                request.integer("start_time").orElse(0L),
                tags)));
    }

    private static boolean isNamedTwice(String name, List<RunTag> tags) {
        String tag = tags.stream()
                .filter(each -> each.key().equals(RunTag.RUN_NAME))
                .map(RunTag::value)
                .findFirst()
                .orElse("");
        return !name.isEmpty() && !tag.isEmpty() && !name.equals(tag);
    }

    /** As in MLflow, whose own tag for the run's name would come beside one that is empty. */
    private static Optional<String> mistakeIn(List<RunTag> tags) {
        Set<String> keys = new HashSet<>();
        for (RunTag tag : tags) {
            if (!keys.add(tag.key())) {
                return Optional.of("its tag '" + tag.key() + "' is given twice");
            }
            if (tag.key().equals(RunTag.RUN_NAME) && tag.value().isEmpty()) {
                return Optional.of("its tag '" + RunTag.RUN_NAME + "' is empty; leave it out, and the run gets a name");
            }
        }
        return Optional.empty();
    }
}
