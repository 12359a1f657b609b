/**
 * MLflow's JSON, as its REST API 2.0 speaks it, from a client's side: {@link org.provenote.tracking.wire.Requests} writes
 * what is asked, {@link org.provenote.tracking.wire.Wire} reads what is answered, leniently, and {@link org.provenote.tracking.wire.ModelWire}
 * does both for logged models. What has to be to the letter as Python writes it goes through {@link org.provenote.tracking.wire.PythonJson}
 * and {@link org.provenote.tracking.wire.PythonReal}. Stateless: any thread may call.
 *
 * @see <a href="https://mlflow.org/docs/latest/api_reference/rest-api.html">MLflow: REST API</a>
 */
@NullMarked
package org.provenote.tracking.wire;

import org.jspecify.annotations.NullMarked;
