package org.provenote.tracking.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.wire.PythonJson;
import tools.jackson.core.JacksonException;

/** The models that were logged to a run, as MLflow keeps them in a tag: a list in JSON, of any length. */
final class ModelHistory {
    static final String TAG = "mlflow.log-model.history";

    private static final List<String> MANDATORY = List.of("artifact_path", "flavors", "utc_time_created", "run_id");
    private static final List<String> KEPT = List.of("run_id", "artifact_path", "utc_time_created", "model_uuid");

    private ModelHistory() {}

    /**
     * A model as it is to be kept.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for what is no JSON object, or has not all that it must have
     */
    static Map<String, @Nullable Object> model(String json) {
        if (!(read(json) instanceof Map<?, ?> model)) {
            throw MlflowException.invalid("Malformed model info. \n " + json + " \n is not a valid JSON.");
        }
        List<String> missing =
                MANDATORY.stream().filter(field -> !model.containsKey(field)).toList();
        if (!missing.isEmpty()) {
            throw MlflowException.invalid(
                    "Model json is missing mandatory fields: {'" + String.join("', '", missing) + "'}");
        }
        return kept(model);
    }

    /**
     * The history with one model more.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if what is there is no history: it is somebody's, and stays
     */
    static String with(Map<String, @Nullable Object> model, Optional<String> history) {
        if (!(read(history.orElse("[]")) instanceof List<?> logged)) {
            throw MlflowException.invalid("The model was not added to the run's tag '" + TAG
                    + "', which was left as it is: expected a JSON list there. Delete the tag to begin a new one.");
        }
        List<Object> all = new ArrayList<>(logged);
        all.add(model);
        return PythonJson.text(all);
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
            return PythonJson.read(json);
        } catch (JacksonException e) {
            return null;
        }
    }
}
