package org.provenote.tracking.entities;

import java.util.List;

/** What was logged to a model. */
public record LoggedModelData(List<Param> params, List<ModelMetric> metrics) {}
