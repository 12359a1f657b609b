/**
 * What surrounds a run: settings from the environment, and the {@link org.provenote.tracking.context.RunContextProvider}
 * that says which program is running, under which experiment and with which tags.
 */
@NullMarked
package org.provenote.tracking.context;

import org.jspecify.annotations.NullMarked;
