/**
 * MLflow's JSON, as its REST API 2.0 speaks it, from a client's side: {@link org.provenote.tracking.wire.Requests} writes
 * what is asked, {@link org.provenote.tracking.wire.Wire} reads what is answered. What comes in is read leniently, what goes
 * out is written as MLflow's server writes it. Stateless: any thread may call.
 *
 * @see <a href="https://mlflow.org/docs/latest/api_reference/rest-api.html">MLflow: REST API</a>
 */
@NullMarked
package org.provenote.tracking.wire;

import org.jspecify.annotations.NullMarked;
