/** MLflow's routes under {@code /mlflow/metrics}. */
@NullMarked
package org.provenote.server.mlflow.metrics;

import org.jspecify.annotations.NullMarked;
