/**
 * The remote store: an MLflow server or Databricks, over MLflow's REST API. Calls of
 * {@link org.provenote.tracking.store.TrackingStore} flow in, HTTP requests out. {@link org.provenote.tracking.rest.Http} is
 * the only class that sends; it holds the credentials and gives them to one host. Any thread may call.
 *
 * @see <a href="https://mlflow.org/docs/latest/api_reference/rest-api.html">MLflow: REST API</a>
 */
@NullMarked
package org.provenote.tracking.rest;

import org.jspecify.annotations.NullMarked;
