/**
 * The executed-cells record: what a kernel was told to run, in order, whatever the notebook says by now.
 *
 * <p>Cells flow in from the kernel's hook as {@link org.provenote.provenance.session.ExecutedCell}; out flow a
 * {@link org.provenote.provenance.session.SessionRecord}, its JSON and its Markdown with secrets masked, and the
 * {@link org.provenote.provenance.session.SessionBadge} that says where the saved notebook disagrees. Records; any thread.
 */
@NullMarked
package org.provenote.provenance.session;

import org.jspecify.annotations.NullMarked;
