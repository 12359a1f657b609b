package org.provenote.tracking.entities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dataset with the tags of its use in one run. */
public record DatasetInput(List<InputTag> tags, Dataset dataset) {

    public DatasetInput(@Nullable List<InputTag> tags, Dataset dataset) {
        this.tags = tags == null ? List.of() : List.copyOf(tags);
        this.dataset = dataset;
    }
}
