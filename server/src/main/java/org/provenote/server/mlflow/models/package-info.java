/** Logged models, MLflow's {@code LoggedModel}s: one route in one file, with {@link org.provenote.server.mlflow.models.ModelRoute}. */
@NullMarked
package org.provenote.server.mlflow.models;

import org.jspecify.annotations.NullMarked;
