/**
 * The code of a run, over HTTP: its notebook's version, how it differs from another run's or from the notebook as it is now,
 * and a copy of it. A run's id flows in, records for the sidebar flow out. Paths, of a request or in a run's tags, are followed
 * below the Jupyter root only.
 */
@NullMarked
package org.provenote.server.versions;

import org.jspecify.annotations.NullMarked;
