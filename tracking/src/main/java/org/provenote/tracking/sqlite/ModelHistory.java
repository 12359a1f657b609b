package org.provenote.tracking.sqlite;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.wire.PythonJson;
import org.provenote.tracking.wire.PythonReal;
import tools.jackson.core.JacksonException;

/** The models that were logged to a run, as MLflow keeps them in a tag: a list in JSON, of any length. */
final class ModelHistory {
    static final String TAG = "mlflow.log-model.history";

    private static final List<String> MANDATORY = List.of("artifact_path", "flavors", "utc_time_created", "run_id");
    private static final List<String> KEPT_IF_THERE = List.of("run_id", "artifact_path");
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private static final Set<Object> NONE = Set.of("", false, List.of(), Map.of());

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
        refuseEmptySchemas(model.get("signature"));
        return kept(model);
    }

    /** Of all that MLflow refuses in a signature, what a program may well send: the columns of nothing. */
    private static void refuseEmptySchemas(@Nullable Object signature) {
        if (signature instanceof Map<?, ?> schemas) {
            for (String part : List.of("inputs", "outputs")) {
                if (schemas.get(part) instanceof String columns && isEmpty(read(columns))) {
                    throw MlflowException.invalid("Creating Schema with empty inputs is not allowed.");
                }
            }
        }
    }

    private static boolean isEmpty(@Nullable Object columns) {
        return List.of().equals(columns) || Map.of().equals(columns);
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
        KEPT_IF_THERE.stream().filter(key -> model.get(key) != null).forEach(key -> kept.put(key, model.get(key)));
        kept.put("utc_time_created", time(model.get("utc_time_created")));
        kept.put("model_uuid", model.get("model_uuid"));
        kept.put("flavors", flavors(model.get("flavors")));
        return kept;
    }

    /** As Python prints it; the present one for what Python takes for none. */
    private static String time(@Nullable Object time) {
        if (time == null || NONE.contains(time) || time instanceof Number number && number.doubleValue() == 0) {
            return NOW.format(LocalDateTime.now(ZoneOffset.UTC));
        }
        if (time instanceof Double real) {
            return PythonReal.text(real);
        }
        if (time.equals(true)) {
            return "True";
        }
        return time instanceof String || time instanceof Number ? time.toString() : PythonJson.text(time);
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
