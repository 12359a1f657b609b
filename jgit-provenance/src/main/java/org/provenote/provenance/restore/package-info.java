/**
 * Writes a saved state out again: a commit of ours flows in, files in a folder that the caller names flow out. No filter is
 * run and nothing is written outside that folder, whatever the tree's names and links say.
 */
@NullMarked
package org.provenote.provenance.restore;

import org.jspecify.annotations.NullMarked;
