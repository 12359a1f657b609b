package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LoggedModelTag;
import org.provenote.tracking.entities.Param;

/**
 * What it takes to create a logged model.
 *
 * @param name {@code null} lets the store make a random one, as MLflow does
 */
public record NewLoggedModel(
        String experimentId,
        @Nullable String name,
        @Nullable String modelType,
        @Nullable String sourceRunId,
        List<Param> params,
        List<LoggedModelTag> tags) {}
