package org.provenote.notebook;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.provenance.KeptNotebook;
import org.provenote.provenance.NotebookVersions;
import org.provenote.tracking.notebook.NotebookFiles;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;

/**
 * The files around a kernel's notebook. Paths are below the root of whoever wrote them, which a headless run need not share: each
 * folder above may be that root.
 *
 * @param path the notebook's own, below its root
 */
record KernelFiles(NotebookLocation notebook, String path) implements NotebookFiles {

    @Override
    public Occupant at(String other) {
        return Occupant.among(
                notebook.file(),
                Stream.<Path>iterate(notebook.root(), root -> root != null, Path::getParent)
                        .flatMap(root ->
                                notebook.identity().flatMap(identity -> identity.fileAt(other, root)).stream()));
    }

    @Override
    public boolean isCopy() {
        return notebook.identity()
                .filter(identity -> !identity.madeAt().equals(path) && at(identity.madeAt()) == Occupant.ORIGINAL)
                .isPresent();
    }

    @Override
    public Optional<NotebookKey> before() {
        return notebook.file()
                .flatMap(file -> KeptNotebook.of(file, NotebookVersions.beside(file, notebook.root()), path))
                .map(kept -> new NotebookKey(path, kept.id()));
    }
}
