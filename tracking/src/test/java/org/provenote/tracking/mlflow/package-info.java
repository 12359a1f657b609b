/** Beside the real MLflow on the same store. */
package org.provenote.tracking.mlflow;
