/** MLflow's REST API, one route in one file; what they share is {@link org.provenote.server.mlflow.MlflowRoute}. */
@NullMarked
package org.provenote.server.mlflow;

import org.jspecify.annotations.NullMarked;
