package org.provenote.provenance;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.notebook.NotebookIdentity;

/**
 * What the version that was kept last at a notebook's path tells of the notebook there.
 *
 * @param id the id that it had then
 */
public record KeptNotebook(Optional<UUID> id) {

    /**
     * Of the notebook in {@code file}; empty where nothing is kept at {@code path}, or of another notebook, as the cells tell.
     *
     * @param versions those beside the file
     */
    public static Optional<KeptNotebook> of(Path file, NotebookVersions versions, String path) {
        return NotebookDocument.at(file)
                .flatMap(now -> versions.latest(path)
                        .filter(content -> NotebookDocument.of(content)
                                .filter(now::sharesCellsWith)
                                .isPresent()))
                .map(KeptNotebook::in);
    }

    /** Of a notebook that is gone. */
    public static Optional<KeptNotebook> ofDeleted(NotebookVersions versions, String path) {
        return versions.latest(path).map(KeptNotebook::in);
    }

    private static KeptNotebook in(byte[] content) {
        return new KeptNotebook(NotebookIdentity.in(content).map(NotebookIdentity::id));
    }
}
