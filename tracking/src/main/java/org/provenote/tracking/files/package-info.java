/**
 * Files that a user names or has: which of them this process has locks on, and whether they may be written; and folders of
 * our own for a moment.
 */
@NullMarked
package org.provenote.tracking.files;

import org.jspecify.annotations.NullMarked;
