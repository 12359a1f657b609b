package org.provenote.tracking.entities;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An experiment: a named set of runs.
 *
 * @param experimentId the store's id, digits in MLflow's stores
 * @param name unique within the store
 * @param artifactLocation root of its runs' artifacts, fixed when the experiment was made
 * @param creationTime milliseconds since the epoch
 * @param lastUpdateTime milliseconds since the epoch
 * @param workspace MLflow's, {@link #DEFAULT_WORKSPACE} where the store has no others
 */
public record Experiment(
        String experimentId,
        String name,
        String artifactLocation,
        LifecycleStage lifecycleStage,
        long creationTime,
        long lastUpdateTime,
        List<ExperimentTag> tags,
        String workspace) {

    public static final String DEFAULT_WORKSPACE = "default";

    public Experiment(
            String experimentId,
            String name,
            String artifactLocation,
            LifecycleStage lifecycleStage,
            long creationTime,
            long lastUpdateTime,
            @Nullable List<ExperimentTag> tags,
            @Nullable String workspace) {
        this.experimentId = experimentId;
        this.name = name;
        this.artifactLocation = artifactLocation;
        this.lifecycleStage = lifecycleStage;
        this.creationTime = creationTime;
        this.lastUpdateTime = lastUpdateTime;
        this.tags = tags == null ? List.of() : List.copyOf(tags);
        this.workspace = workspace == null ? DEFAULT_WORKSPACE : workspace;
    }

    /** The value of the tag {@code key}. */
    public Optional<String> tag(String key) {
        return tags.stream()
                .filter(t -> t.key().equals(key))
                .map(ExperimentTag::value)
                .findFirst();
    }

    public String getExperimentId() {
        return experimentId;
    }

    public String getName() {
        return name;
    }

    public String getArtifactLocation() {
        return artifactLocation;
    }

    public String getLifecycleStage() {
        return lifecycleStage.toString();
    }
}
