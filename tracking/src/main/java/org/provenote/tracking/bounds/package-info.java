/**
 * How long an answer may take, and how many may be worked on at once: bounds of all stores and of the server in front of them.
 * Any thread may call.
 */
@NullMarked
package org.provenote.tracking.bounds;

import org.jspecify.annotations.NullMarked;
