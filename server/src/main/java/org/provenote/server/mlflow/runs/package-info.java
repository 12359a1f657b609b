/** MLflow's routes under {@code /mlflow/runs}. */
@NullMarked
package org.provenote.server.mlflow.runs;

import org.jspecify.annotations.NullMarked;
