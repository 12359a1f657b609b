package org.provenote.tracking.search;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What logged models can be searched by: metrics, params, tags and attributes. */
final class LoggedModelFields implements Fields {
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("creation_time", "creation_timestamp_ms"),
            Map.entry("creation_timestamp", "creation_timestamp_ms"),
            Map.entry("creation_timestamp_ms", "creation_timestamp_ms"),
            Map.entry("last_updated_timestamp", "last_updated_timestamp_ms"),
            Map.entry("last_updated_timestamp_ms", "last_updated_timestamp_ms"),
            Map.entry("model_id", "model_id"),
            Map.entry("name", "name"),
            Map.entry("model_type", "model_type"),
            Map.entry("source_run_id", "source_run_id"),
            Map.entry("artifact_location", "artifact_location"),
            Map.entry("status", "status"),
            Map.entry("status_message", "status_message"),
            Map.entry("experiment_id", "experiment_id"),
            Map.entry("lifecycle_stage", "lifecycle_stage"));

    private static final String ATTRIBUTES = "one of the attributes " + new TreeSet<>(COLUMNS.keySet());
    private static final String METRICS = "metrics.";
    private static final Set<String> TIMES = Set.of("creation_timestamp_ms", "last_updated_timestamp_ms");

    @Override
    public Field find(@Nullable Token prefix, Token key, String name, SearchErrors errors) {
        return switch (prefix == null ? "attributes" : prefix.text()) {
            case "metrics" -> metric(name);
            case "params" -> new Field(Field.Kind.PARAM, name, Field.Type.TEXT, Operator.TEXT_OR_LIST);
            case "tags" -> new Field(Field.Kind.TAG, name, Field.Type.TEXT, Operator.TEXT_OR_LIST);
            case "attributes" -> {
                if (!COLUMNS.containsKey(name)) {
                    throw errors.at(key, ATTRIBUTES);
                }
                yield attribute(COLUMNS.get(name));
            }
            default -> throw errors.at(key, "attributes, metrics, params or tags before the dot");
        };
    }

    private static Field metric(String name) {
        return new Field(Field.Kind.METRIC, name, Field.Type.NUMBER, Operator.NUMERIC);
    }

    /** What a request names to order by, to the letter: an attribute, or {@code metrics.} and whatever follows. */
    Field named(String name) {
        if (name.startsWith(METRICS)) {
            return metric(name.substring(METRICS.length()));
        }
        if (!COLUMNS.containsKey(name)) {
            throw new SearchErrors("order_by", name)
                    .at(1, "'" + name + "'", "metrics. before a name, or " + ATTRIBUTES);
        }
        return attribute(COLUMNS.get(name));
    }

    @Override
    public boolean takeBareText() {
        return true;
    }

    private static Field attribute(String column) {
        return TIMES.contains(column)
                ? new Field(Field.Kind.ATTRIBUTE, column, Field.Type.NUMBER, Operator.NUMERIC)
                : new Field(Field.Kind.ATTRIBUTE, column, Field.Type.TEXT, Operator.TEXT_OR_LIST);
    }
}
