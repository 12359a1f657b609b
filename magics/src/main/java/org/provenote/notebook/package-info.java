/**
 * Which notebook this is and what its runs are surrounded by: its path, asked of whoever knows it; its experiment; the tags
 * and the version that say which code ran. In: the kernel's surroundings. Out: ids and tags for the tracking store. Capture
 * runs on a thread of its own beside the cell.
 */
@NullMarked
package org.provenote.notebook;

import org.jspecify.annotations.NullMarked;
