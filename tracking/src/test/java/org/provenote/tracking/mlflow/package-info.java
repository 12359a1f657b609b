/** The real MLflow as a test partner: its server, and programs that run with its Python client. */
package org.provenote.tracking.mlflow;
