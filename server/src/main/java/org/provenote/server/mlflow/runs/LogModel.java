package org.provenote.server.mlflow.runs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.json.Json;
import org.provenote.server.json.PythonJson;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;
import tools.jackson.core.JacksonException;

/** {@code POST /mlflow/runs/log-model}: adds a model to the run's tag {@code mlflow.log-model.history}. */
public final class LogModel extends MlflowRoute {
    private static final String HISTORY_TAG = "mlflow.log-model.history";
    private static final List<String> MANDATORY = List.of("artifact_path", "flavors", "utc_time_created", "run_id");
    private static final List<String> KEPT = List.of("run_id", "artifact_path", "utc_time_created", "model_uuid");

    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.string("model_json").typed().required());

    /** One for each run, or for few: the store may be another server, and hang at one run while it answers about others. */
    private final List<Object> locks = Stream.generate(Object::new).limit(256).toList();

    public LogModel(Backend backend) {
        super("POST", "/mlflow/runs/log-model", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        Map<?, ?> model = model(request.string("model_json"));
        String runId = request.string("run_id");
        // Two models logged to one run at the same moment must both be in its history.
        synchronized (lock(runId)) {
            List<Object> history = history(store.getRun(runId));
            history.add(kept(model));
            store.logBatch(runId, Batch.of(new RunTag(HISTORY_TAG, PythonJson.text(history))));
        }
        return DONE;
    }

    private Object lock(String runId) {
        return locks.get(Math.floorMod(runId.hashCode(), locks.size()));
    }

    private static Map<?, ?> model(String json) {
        if (!(read(json) instanceof Map<?, ?> model)) {
            throw MlflowException.invalid("Malformed model info. \n " + json + " \n is not a valid JSON.");
        }
        List<String> missing =
                MANDATORY.stream().filter(field -> !model.containsKey(field)).toList();
        if (!missing.isEmpty()) {
            throw MlflowException.invalid(
                    "Model json is missing mandatory fields: {'" + String.join("', '", missing) + "'}");
        }
        return model;
    }

    private static List<Object> history(Run run) {
        Object logged = read(run.data().tag(HISTORY_TAG).orElse("[]"));
        return logged instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
    }

    /** What MLflow's {@code Model.get_tags_dict} leaves of a model. */
    private static Map<String, @Nullable Object> kept(Map<?, ?> model) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        KEPT.stream().filter(key -> model.get(key) != null).forEach(key -> kept.put(key, model.get(key)));
        kept.putIfAbsent("model_uuid", null);
        kept.put("utc_time_created", text(model.get("utc_time_created")));
        kept.put("flavors", flavors(model.get("flavors")));
        return kept;
    }

    /** A time in another form than text is kept as Python prints it. */
    private static Object text(@Nullable Object time) {
        return time instanceof String || time instanceof Number ? String.valueOf(time) : PythonJson.text(time);
    }

    private static Map<Object, Object> flavors(@Nullable Object flavors) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        if (flavors instanceof Map<?, ?> map) {
            map.forEach((name, flavor) -> kept.put(name, withoutConfig(flavor)));
        }
        return kept;
    }

    private static Object withoutConfig(Object flavor) {
        if (!(flavor instanceof Map<?, ?> map)) {
            return flavor;
        }
        Map<Object, Object> kept = new LinkedHashMap<>(map);
        kept.remove("config");
        return kept;
    }

    private static @Nullable Object read(String json) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return null;
        }
    }
}
