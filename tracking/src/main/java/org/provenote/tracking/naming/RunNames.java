package org.provenote.tracking.naming;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunTag;

/** A run's name stands in its row and in a tag, which must agree. */
public final class RunNames {
    private RunNames() {}

    /** The name of a new run: the one given, else the one in the tags, else a random one. Adds the tag where it is missing. */
    public static String settle(@Nullable String given, List<RunTag> tags) {
        Optional<String> inTags = tags.stream()
                .filter(tag -> tag.key().equals(RunTag.RUN_NAME))
                .map(RunTag::value)
                .filter(name -> !name.isEmpty())
                .findFirst();
        Optional<String> wanted = Optional.ofNullable(given).filter(name -> !name.isEmpty());
        if (wanted.isPresent() && inTags.isPresent() && !wanted.equals(inTags)) {
            throw MlflowException.invalid("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with"
                    + " different values (run_name='" + wanted.get() + "', mlflow.runName='" + inTags.get() + "').");
        }
        String name = wanted.or(() -> inTags).orElseGet(RandomRunName::next);
        if (inTags.isEmpty()) {
            tags.add(new RunTag(RunTag.RUN_NAME, name));
        }
        return name;
    }
}
