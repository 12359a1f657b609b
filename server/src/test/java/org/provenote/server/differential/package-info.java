/** The same requests to a real {@code mlflow server} and to ours: status, body and resulting rows must be the same. */
@NullMarked
package org.provenote.server.differential;

import org.jspecify.annotations.NullMarked;
