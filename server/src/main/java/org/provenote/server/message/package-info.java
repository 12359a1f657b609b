/**
 * Requests as MLflow's server reads them: its protobuf messages in JSON or in a query, with protobuf's leniency (numbers as
 * strings, camel case, unknown fields) and MLflow's checks and error texts. Each route describes its message once.
 *
 * <p>The semantics are those of {@code _get_request_message} in MLflow's {@code server/handlers.py}.
 */
@NullMarked
package org.provenote.server.message;

import org.jspecify.annotations.NullMarked;
