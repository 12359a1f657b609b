package org.provenote.tracking.search;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What runs can be searched by: metrics, params, tags, attributes and datasets, under MLflow's names for them. */
final class RunFields implements Fields {
    private static final Map<String, Field.Kind> PREFIXES = Map.ofEntries(
            Map.entry("metric", Field.Kind.METRIC),
            Map.entry("metrics", Field.Kind.METRIC),
            Map.entry("parameter", Field.Kind.PARAM),
            Map.entry("parameters", Field.Kind.PARAM),
            Map.entry("param", Field.Kind.PARAM),
            Map.entry("params", Field.Kind.PARAM),
            Map.entry("tag", Field.Kind.TAG),
            Map.entry("tags", Field.Kind.TAG),
            Map.entry("attribute", Field.Kind.ATTRIBUTE),
            Map.entry("attributes", Field.Kind.ATTRIBUTE),
            Map.entry("attr", Field.Kind.ATTRIBUTE),
            Map.entry("run", Field.Kind.ATTRIBUTE),
            Map.entry("dataset", Field.Kind.DATASET),
            Map.entry("datasets", Field.Kind.DATASET));

    /** The columns of attributes; the second name of some is what MLflow's own pages show. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("run_id", "run_uuid"),
            Map.entry("run_name", "name"),
            Map.entry("run name", "name"),
            Map.entry("Run name", "name"),
            Map.entry("Run Name", "name"),
            Map.entry("user_id", "user_id"),
            Map.entry("status", "status"),
            Map.entry("artifact_uri", "artifact_uri"),
            Map.entry("start_time", "start_time"),
            Map.entry("created", "start_time"),
            Map.entry("Created", "start_time"),
            Map.entry("end_time", "end_time"));

    private static final Set<String> NAMES_ON_PAGES = Set.of("run name", "Run name", "Run Name");
    private static final Set<String> TIMES = Set.of("start_time", "end_time");
    private static final Set<String> OF_DATASETS = Set.of("name", "digest", "context");

    @Override
    public Field find(@Nullable Token prefix, Token key, String name, SearchErrors errors) {
        return switch (kind(prefix, errors)) {
            case METRIC -> new Field(Field.Kind.METRIC, name, Field.Type.NUMBER, Operator.NUMERIC);
            case PARAM -> new Field(Field.Kind.PARAM, name, Field.Type.TEXT, Operator.TEXT_OR_NULL);
            case TAG -> new Field(Field.Kind.TAG, name, Field.Type.TEXT, Operator.TEXT_OR_NULL);
            case ATTRIBUTE -> attribute(key, name, errors);
            case DATASET -> dataset(key, name, errors);
        };
    }

    @Override
    public Field findForOrder(@Nullable Token prefix, Token key, String name, SearchErrors errors) {
        Field field = find(prefix, key, name, errors);
        if (field.kind() == Field.Kind.DATASET) {
            throw errors.at(key, "a metric, param, tag or attribute: runs cannot be sorted by datasets");
        }
        if (field.kind() == Field.Kind.ATTRIBUTE && NAMES_ON_PAGES.contains(name)) {
            throw errors.at(key, "run_name: runs are not sorted by its name on MLflow's pages");
        }
        return field;
    }

    private static Field.Kind kind(@Nullable Token prefix, SearchErrors errors) {
        if (prefix == null) {
            return Field.Kind.ATTRIBUTE;
        }
        Field.Kind kind = PREFIXES.get(prefix.text());
        if (kind == null) {
            throw errors.at(prefix, "metrics, params, tags, attributes or datasets before the dot");
        }
        return kind;
    }

    private static Field attribute(Token key, String name, SearchErrors errors) {
        String column = COLUMNS.get(name);
        if (column == null) {
            throw errors.at(
                    key.position(),
                    "'" + name + "'",
                    "one of the attributes " + new TreeSet<>(COLUMNS.keySet())
                            + ", or metrics., params. or tags. before the name");
        }
        if (TIMES.contains(column)) {
            return new Field(Field.Kind.ATTRIBUTE, column, Field.Type.NUMBER, Operator.NUMERIC);
        }
        boolean lists = column.equals("run_uuid");
        return new Field(Field.Kind.ATTRIBUTE, column, Field.Type.TEXT, lists ? Operator.TEXT_OR_LIST : Operator.TEXT);
    }

    private static Field dataset(Token key, String name, SearchErrors errors) {
        if (!OF_DATASETS.contains(name)) {
            throw errors.at(key.position(), "'" + name + "'", "name, digest or context of a dataset");
        }
        return new Field(Field.Kind.DATASET, name, Field.Type.TEXT, Operator.TEXT_OR_LIST);
    }
}
