package org.provenote.tracking.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The datasets that a run used. */
public record RunInputs(List<DatasetInput> datasetInputs) {

    public RunInputs(@Nullable List<DatasetInput> datasetInputs) {
        this.datasetInputs = datasetInputs == null ? List.of() : List.copyOf(datasetInputs);
    }
}
