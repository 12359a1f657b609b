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

    /** Of the notebook in {@code file}; empty where nothing is kept at {@code path}, or of another notebook, as the cells tell. */
    public static Optional<KeptNotebook> of(Path file, Path root, String path) {
        return NotebookDocument.at(file)
                .flatMap(now -> content(file, root, path)
                        .filter(content -> NotebookDocument.of(content)
                                .filter(now::sharesCellsWith)
                                .isPresent()))
                .map(KeptNotebook::in);
    }

    /** Of the notebook that was in {@code file}, which is gone. */
    public static Optional<KeptNotebook> ofDeleted(Path file, Path root, String path) {
        return content(file, root, path).map(KeptNotebook::in);
    }

    private static Optional<byte[]> content(Path file, Path root, String path) {
        return NotebookVersions.beside(file, root).latest(path);
    }

    private static KeptNotebook in(byte[] content) {
        return new KeptNotebook(NotebookIdentity.in(content).map(NotebookIdentity::id));
    }
}
