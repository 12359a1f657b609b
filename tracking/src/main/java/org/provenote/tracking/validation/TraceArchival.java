package org.provenote.tracking.validation;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.wire.PythonJson;
import org.provenote.tracking.wire.PythonNumbers;
import tools.jackson.core.JacksonException;

/** The tags of an experiment that say when MLflow archives its traces: JSON with a duration, such as {@code 30d}. */
final class TraceArchival {
    private static final String RETENTION = "mlflow.trace.archivalRetention";
    private static final String NOW = "mlflow.trace.archiveNow";

    /** At most 32 characters. */
    private static final Pattern DURATION = Pattern.compile("[1-9][0-9]{0,30}[mhd]");

    private TraceArchival() {}

    static void check(ExperimentTag tag) {
        if (tag.key().equals(RETENTION)) {
            Map<?, ?> config = config(tag);
            if (!"duration".equals(config.get("type"))) {
                throw refused(tag, "\"type\": \"duration\" and a duration as \"value\"");
            }
            duration(tag, "value", config.get("value"));
        } else if (tag.key().equals(NOW)) {
            Object olderThan = config(tag).get("older_than");
            if (olderThan != null) {
                duration(tag, "older_than", olderThan);
            }
        }
    }

    private static Map<?, ?> config(ExperimentTag tag) {
        try {
            if (PythonJson.read(tag.value()) instanceof Map<?, ?> config) {
                return config;
            }
        } catch (JacksonException e) {
            throw refused(tag, "a JSON object");
        }
        throw refused(tag, "a JSON object");
    }

    private static void duration(ExperimentTag tag, String name, @Nullable Object duration) {
        if (!(duration instanceof String text)
                || !DURATION.matcher(PythonNumbers.strip(text)).matches()) {
            throw refused(tag, "as \"" + name + "\" a whole number and m, h or d, such as \"30d\"");
        }
    }

    private static MlflowException refused(ExperimentTag tag, String expected) {
        return MlflowException.invalid("Invalid value of the tag '" + tag.key() + "': found "
                + Lengths.shown(tag.value()) + ", expected " + expected);
    }
}
