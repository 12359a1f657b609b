package org.provenote.provenance;

import java.util.Optional;
import java.util.UUID;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.notebook.NotebookIdentity;

/**
 * A notebook's content, and the id by which the notebook is known. Mostly that is the id in the content; not so where it has lost its
 * id since, or got one in a browser that its file has not yet.
 *
 * @param bytes shared: nobody writes to them
 * @param id empty where it was known by none
 */
record KnownContent(byte[] bytes, Optional<UUID> id) {

    static KnownContent of(byte[] bytes) {
        return new KnownContent(bytes, idIn(bytes));
    }

    static Optional<UUID> idIn(byte[] bytes) {
        return NotebookIdentity.in(bytes).map(NotebookIdentity::id);
    }

    /** Whether the content alone tells the id. */
    boolean tellsItsId() {
        return id.equals(idIn(bytes));
    }

    /** What is known of it where {@code before} was kept last at its path: that one's id, if it is the same notebook without one. */
    KnownContent after(KnownContent before) {
        boolean hasLostIt = id.isEmpty() && before.id.isPresent() && isOf(before);
        return hasLostIt ? new KnownContent(bytes, before.id) : this;
    }

    private boolean isOf(KnownContent before) {
        return bytes.length <= NotebookDocument.LARGEST
                && NotebookDocument.of(bytes)
                        .flatMap(now -> NotebookDocument.of(before.bytes).filter(now::sharesCellsWith))
                        .isPresent();
    }
}
