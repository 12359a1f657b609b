package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.ExperimentTag;

/**
 * What it takes to create an experiment.
 *
 * @param artifactLocation root of its artifacts; {@code null} lets the store choose
 */
public record NewExperiment(String name, @Nullable String artifactLocation, List<ExperimentTag> tags) {
    public static NewExperiment named(String name) {
        return new NewExperiment(name, null, List.of());
    }
}
