package org.provenote.tracking.validation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.wire.PythonNumbers;

/** Whether a call may be carried out; each refusal is an {@code INVALID_PARAMETER_VALUE} that says what was expected. */
public final class Validation {
    /** MLflow looks at each key before it counts; more than this, nobody sends to learn which one is wrong. */
    private static final int ABSURD = 10 * Batch.MOST_IN_ALL;

    private static final int MAX_EXPERIMENT_NAME = 500;
    private static final int MAX_EXPERIMENT_TAG_VALUE = 20_000;
    private static final int MAX_LOCATION = 2_048;

    /** On one page. */
    public static final int MOST_RESULTS = 50_000;

    /** As in Python: letters and digits of any script. */
    private static final Pattern RUN_ID = Pattern.compile("[a-zA-Z0-9][\\p{L}\\p{N}_\\-]{0,255}");

    private static final Pattern NOT_IN_MODEL_NAMES = Pattern.compile("[/:.%\"']");

    private Validation() {}

    /**
     * The batch as it is to be written: params' and tags' values cut to MLflow's limits, as its server does. Errors name the
     * place of a value in the batch, unless it is alone.
     */
    public static Batch batch(Batch batch) {
        return batch(batch, size(batch) == 1);
    }

    /** As {@link #batch(Batch)}, where errors name the place in any case. */
    public static Batch wholeBatch(Batch batch) {
        return batch(batch, false);
    }

    private static Batch batch(Batch batch, boolean alone) {
        if (size(batch) > ABSURD) {
            limits(batch);
        }
        Set<String> known = new HashSet<>();
        for (int i = 0; i < batch.metrics().size(); i++) {
            Metric metric = batch.metrics().get(i);
            Place place = alone ? Place.ALONE : new Place("metrics", i);
            metric(place, metric, known.add(metric.key()));
        }
        List<Param> params = new ArrayList<>(batch.params().size());
        for (Param param : batch.params()) {
            Keys.check(alone ? Place.ALONE : new Place("params", params.size()), "key", param.key());
            params.add(new Param(param.key(), Lengths.cut(param.value(), Batch.LONGEST_PARAM)));
        }
        List<RunTag> tags = new ArrayList<>(batch.tags().size());
        for (RunTag tag : batch.tags()) {
            Keys.check(alone ? Place.ALONE : new Place("tags", tags.size()), "key", tag.key());
            tags.add(new RunTag(tag.key(), Lengths.cut(tag.value(), Batch.LONGEST_TAG)));
        }
        limits(batch);
        uniqueKeys(params);
        return new Batch(batch.metrics(), params, tags);
    }

    private static void limits(Batch batch) {
        limit("metrics", Batch.MOST_METRICS, batch.metrics().size());
        limit("params", Batch.MOST_PARAMS, batch.params().size());
        limit("tags", Batch.MOST_TAGS, batch.tags().size());
        limit("metrics, params, and tags", Batch.MOST_IN_ALL, size(batch));
    }

    private static int size(Batch batch) {
        return batch.metrics().size() + batch.params().size() + batch.tags().size();
    }

    public static void metric(Metric metric) {
        metric(Place.ALONE, metric, true);
    }

    /** In MLflow's order. The key is checked with the first point that has it. */
    private static void metric(Place place, Metric metric, boolean isFirst) {
        if (isFirst) {
            Keys.checkCharacters(place, "name", metric.key());
        }
        timestamp(place, metric);
        if (isFirst) {
            Keys.checkLength(place, "name", metric.key());
        }
    }

    private static void timestamp(Place place, Metric metric) {
        if (metric.timestamp() < 0) {
            throw MlflowException.invalid("Invalid value " + metric.timestamp() + " for parameter '"
                    + place.of("timestamp") + "' supplied: metric '" + metric.key()
                    + "'. Timestamp must be a nonnegative long (64-bit integer), milliseconds since 1970");
        }
    }

    public static void experimentName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw MlflowException.invalid("Invalid experiment name: '" + (name == null ? "" : name)
                    + "'; expected 1 to " + MAX_EXPERIMENT_NAME + " characters, not all of them blank");
        }
        Lengths.check("name", MAX_EXPERIMENT_NAME, name);
    }

    public static void experimentTag(ExperimentTag tag) {
        Keys.check("key", tag.key());
        Lengths.check("value", MAX_EXPERIMENT_TAG_VALUE, tag.value());
        TraceArchival.check(tag);
    }

    public static void artifactLocation(String location) {
        if (location.startsWith("runs:")) {
            throw MlflowException.invalid("Artifact location cannot be a runs:/ URI. Given: '" + location + "'");
        }
        Lengths.check("artifact_location", MAX_LOCATION, location);
    }

    /** The number in an experiment's id; {@code ""} is the default experiment's, as in MLflow. */
    public static long experimentId(String id) {
        if (id.isEmpty()) {
            return 0;
        }
        return PythonNumbers.integer(id)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValue)
                .orElseThrow(() -> MlflowException.invalid(
                        "Invalid experiment ID '" + Lengths.shown(id) + "'. Experiment ID must be a valid integer."));
    }

    /** The default experiment may be looked at, but is not changed as a whole, by an empty id. */
    public static void experimentIsNamed(String id) {
        if (id.isEmpty()) {
            throw MlflowException.invalid("Invalid experiment ID ''. Experiment ID must be a valid integer.");
        }
    }

    /** The number in the id of an experiment that is searched in. */
    public static long namedExperimentId(String id) {
        experimentIsNamed(id);
        return experimentId(id);
    }

    public static boolean isRunId(String id) {
        return isMadeByServers(id) || RUN_ID.matcher(id).matches();
    }

    /** Nearly all are: until it is compiled, a regular expression takes as long as the rest of a short request. */
    private static boolean isMadeByServers(String id) {
        boolean made = id.length() == 32;
        for (int i = 0; made && i < 32; i++) {
            char c = id.charAt(i);
            made = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        return made;
    }

    public static void runId(String id) {
        if (!isRunId(id)) {
            throw MlflowException.invalid("Invalid value \"" + Lengths.shown(id)
                    + "\" for parameter 'run_id' supplied: expected up to 256 letters, digits, _ and -");
        }
    }

    /** What to throw at who names a run that is not there. */
    public static MlflowException unknownRun(String runId) {
        return MlflowException.missing("Run with id=" + runId + " not found");
    }

    /** {@code logged} is the param's value in the run; {@code null} where it has none yet. */
    public static void sameParam(String runId, Param param, @Nullable String logged) {
        if (logged != null && !logged.equals(param.value())) {
            throw MlflowException.invalid("Changing param values is not allowed. Param with key='" + param.key()
                    + "' was already logged with value='" + logged + "' for run ID='" + runId
                    + "'. Attempted logging new value '" + param.value()
                    + "'. Log it under another key, or start another run (a nested one, say)");
        }
    }

    /** What to throw at who would change a run in the trash. */
    public static MlflowException deletedRun(String runId) {
        return MlflowException.invalid(
                "The run " + runId + " must be in the 'active' state. Current state is deleted; restore it first");
    }

    public static void maxResults(long maxResults) {
        if (maxResults < 1 || maxResults > MOST_RESULTS) {
            throw MlflowException.invalid(
                    "Invalid value " + maxResults + " for parameter 'max_results' supplied. It must be "
                            + (maxResults < 1 ? "a positive integer" : "at most " + MOST_RESULTS));
        }
    }

    /** The name of a logged model; {@code null} stands for one that the store makes up. */
    public static void loggedModelName(@Nullable String name) {
        if (name != null && (name.isEmpty() || NOT_IN_MODEL_NAMES.matcher(name).find())) {
            throw MlflowException.invalid("Invalid model name ('" + name
                    + "') provided. Model name must be a non-empty string and cannot contain the following characters:"
                    + " ('/', ':', '.', '%', '\"', \"'\")");
        }
    }

    public static void datasets(List<DatasetInput> inputs) {
        for (DatasetInput input : inputs) {
            Lengths.check("name", 500, input.dataset().name());
            Lengths.check("digest", 36, input.dataset().digest());
            Lengths.check("source", 65_535, input.dataset().source());
            optional("schema", 1_048_575, input.dataset().schema());
            optional("profile", 16_777_215, input.dataset().profile());
            input.tags().forEach(Validation::inputTag);
        }
    }

    private static void inputTag(InputTag tag) {
        Lengths.check("key", 255, tag.key());
        Lengths.check("value", 500, tag.value());
    }

    private static void optional(String what, int limit, @Nullable String value) {
        if (value != null) {
            Lengths.check(what, limit, value);
        }
    }

    private static void uniqueKeys(List<Param> params) {
        if (params.size() < 2) {
            return;
        }
        Set<String> seen = new HashSet<>();
        List<String> twice =
                params.stream().map(Param::key).filter(key -> !seen.add(key)).toList();
        if (!twice.isEmpty()) {
            throw MlflowException.invalid("Duplicate parameter keys have been submitted: " + twice
                    + ". Please ensure the request contains only one param value per param key.");
        }
    }

    private static void limit(String what, int limit, int found) {
        if (found > limit) {
            throw MlflowException.invalid("A batch logging request can contain at most " + limit + " " + what + ". Got "
                    + found + " " + what + ". Please split up " + what + " across multiple requests and try again.");
        }
    }
}
