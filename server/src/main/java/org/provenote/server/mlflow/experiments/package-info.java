/** MLflow's routes under {@code /mlflow/experiments}. */
@NullMarked
package org.provenote.server.mlflow.experiments;

import org.jspecify.annotations.NullMarked;
