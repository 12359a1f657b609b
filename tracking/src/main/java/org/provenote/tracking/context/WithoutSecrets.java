package org.provenote.tracking.context;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Arguments;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;

/** What is logged, as the {@link RunContextProvider} in force lets it be stored. */
public final class WithoutSecrets {
    private WithoutSecrets() {}

    public static Batch of(Batch batch) {
        if (batch.params().isEmpty() && batch.tags().isEmpty()) {
            return batch;
        }
        List<Param> params = batch.params().stream()
                .map(param -> new Param(param.key(), of(param.key(), param.value())))
                .toList();
        return new Batch(batch.metrics(), params, ofTags(batch.tags()));
    }

    public static NewRun of(NewRun run) {
        return new NewRun(
                run.experimentId(),
                run.userId(),
                orNull("run name", run.runName()),
                run.startTime(),
                ofTags(run.tags()));
    }

    public static List<DatasetInput> of(List<DatasetInput> inputs) {
        return inputs.stream()
                .map(input -> new DatasetInput(
                        input.tags().stream()
                                .map(tag -> new InputTag(tag.key(), of(tag.key(), tag.value())))
                                .toList(),
                        of(input.dataset())))
                .toList();
    }

    private static Dataset of(Dataset dataset) {
        String key = dataset.name();
        return new Dataset(
                of(key, key),
                dataset.digest(),
                dataset.sourceType(),
                of(key, dataset.source()),
                orNull(key, dataset.schema()),
                orNull(key, dataset.profile()));
    }

    private static List<RunTag> ofTags(List<RunTag> tags) {
        return tags.stream()
                .map(tag -> new RunTag(tag.key(), of(tag.key(), tag.value())))
                .toList();
    }

    /** As {@link #of(String, String)}, for a value that may be missing. */
    public static @Nullable String orNull(String key, @Nullable String value) {
        return value == null ? null : of(key, value);
    }

    /** A single value, as it may be stored under {@code key}. */
    public static String of(String key, String value) {
        return RunContext.current().withoutSecrets(key, Arguments.given("value of " + key, value));
    }
}
