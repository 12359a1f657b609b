/**
 * MLflow's JSON, as its REST API 2.0 speaks it: entities and requests flow out to JSON and in from it, through
 * {@link org.provenote.tracking.wire.Wire} and {@link org.provenote.tracking.wire.Requests}. Clients and servers use the
 * same mapping, so that a field has one name. What comes in is read leniently (numbers also as strings, as the Java and R
 * clients send them), what goes out is written as MLflow's server writes it. Stateless: any thread may call.
 *
 * @see <a href="https://mlflow.org/docs/latest/api_reference/rest-api.html">MLflow: REST API</a>
 */
@NullMarked
package org.provenote.tracking.wire;

import org.jspecify.annotations.NullMarked;
