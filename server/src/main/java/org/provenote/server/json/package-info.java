/** Records to JSON and JSON to plain maps and lists, with MLflow's field names. May be used from any thread. */
@NullMarked
package org.provenote.server.json;

import org.jspecify.annotations.NullMarked;
