package org.provenote.tracking.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The datasets and the models that a run used. */
public record RunInputs(List<DatasetInput> datasetInputs, List<ModelInput> modelInputs) {

    public RunInputs(@Nullable List<DatasetInput> datasetInputs, @Nullable List<ModelInput> modelInputs) {
        this.datasetInputs = datasetInputs == null ? List.of() : List.copyOf(datasetInputs);
        this.modelInputs = modelInputs == null ? List.of() : List.copyOf(modelInputs);
    }
}
