/** Which store answers: the one named, or the notebook's own. */
@NullMarked
package org.provenote.server.backend;

import org.jspecify.annotations.NullMarked;
