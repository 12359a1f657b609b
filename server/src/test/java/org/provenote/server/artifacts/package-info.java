/** Artifacts in answers. */
@NullMarked
package org.provenote.server.artifacts;

import org.jspecify.annotations.NullMarked;
