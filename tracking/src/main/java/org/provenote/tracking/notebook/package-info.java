/**
 * Which experiment is a notebook's. In: a notebook's path and id, as text. Out: the experiment, found by its tags, made if
 * there is none, and named after the path for as long as the name is ours. Opens no notebook; any thread.
 */
@NullMarked
package org.provenote.tracking.notebook;

import org.jspecify.annotations.NullMarked;
