/** Which files this process has locks on, for all who read files that a user names or has. */
@NullMarked
package org.provenote.tracking.files;

import org.jspecify.annotations.NullMarked;
