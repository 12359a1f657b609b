package org.provenote.tracking.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models that a run made. */
public record RunOutputs(List<ModelOutput> modelOutputs) {

    public RunOutputs(@Nullable List<ModelOutput> modelOutputs) {
        this.modelOutputs = modelOutputs == null ? List.of() : List.copyOf(modelOutputs);
    }
}
