package org.provenote.server.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.provenance.KeptNotebook;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.notebook.NotebookIdentity;
import org.provenote.provenance.run.Root;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.notebook.NotebookFiles;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;

/** A notebook below the Jupyter root, as its file tells what it is, and what was kept of it once that is gone. */
record NotebookOnDisk(Backend backend, String path, Path file, Optional<NotebookIdentity> identity)
        implements NotebookFiles {

    static NotebookOnDisk at(NotebookPath notebook, Backend backend) {
        Path file = notebook.absolute();
        return new NotebookOnDisk(backend, notebook.relative(), file, NotebookIdentity.in(file));
    }

    NotebookKey key() {
        return new NotebookKey(path, identity.map(NotebookIdentity::id));
    }

    boolean isThere() {
        return Files.isRegularFile(file);
    }

    @Override
    public Occupant at(String other) {
        Path root = backend.root();
        // Links on the way to where a client says that it was are Jupyter's alone to follow, as in NotebookPath.
        boolean mayLook = backend.isOfJupyter() || new Root(root).below(other).isPresent();
        return Occupant.among(
                Optional.of(file),
                identity.filter(found -> mayLook).flatMap(found -> found.fileAt(other, root)).stream());
    }

    @Override
    public boolean isCopy() {
        return identity.filter(found -> !found.madeAt().equals(path) && at(found.madeAt()) == Occupant.ORIGINAL)
                .isPresent();
    }

    @Override
    public Optional<NotebookKey> before() {
        NotebookVersions versions = NotebookVersions.beside(file, backend.root(), backend.artifactFolders());
        return (isThere() ? KeptNotebook.of(file, versions, path) : KeptNotebook.ofDeleted(versions, path))
                .map(kept -> new NotebookKey(path, kept.id()));
    }
}
