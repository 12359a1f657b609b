package org.provenote.provenance;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.provenote.provenance.notebook.NotebookDocument;

/**
 * What the version that was kept last at a notebook's path tells of the notebook there.
 *
 * @param id the id that it was known by then, also where it has lost that before
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
                        .filter(kept -> NotebookDocument.of(kept.bytes())
                                .filter(now::sharesCellsWith)
                                .isPresent()))
                .map(kept -> new KeptNotebook(kept.id()));
    }

    /** Of a notebook that is gone. */
    public static Optional<KeptNotebook> ofDeleted(NotebookVersions versions, String path) {
        return versions.latest(path).map(kept -> new KeptNotebook(kept.id()));
    }
}
