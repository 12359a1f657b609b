package org.provenote.server.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.provenance.KeptNotebook;
import org.provenote.provenance.notebook.NotebookIdentity;
import org.provenote.provenance.run.Root;
import org.provenote.tracking.notebook.NotebookFiles;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;

/** A notebook below the Jupyter root, as its file tells what it is, and what was kept of it once that is gone. */
record NotebookOnDisk(Path root, String path, Optional<Path> file, Optional<NotebookIdentity> identity)
        implements NotebookFiles {

    static NotebookOnDisk at(NotebookPath notebook) {
        Optional<Path> file = new Root(notebook.root()).below(notebook.relative());
        return new NotebookOnDisk(notebook.root(), notebook.relative(), file, file.flatMap(NotebookIdentity::in));
    }

    NotebookKey key() {
        return new NotebookKey(path, identity.map(NotebookIdentity::id));
    }

    boolean isThere() {
        return file.filter(Files::isRegularFile).isPresent();
    }

    @Override
    public Occupant at(String other) {
        return Occupant.among(file, identity.flatMap(found -> found.fileAt(other, root)).stream());
    }

    @Override
    public boolean isCopy() {
        return identity.filter(found -> !found.madeAt().equals(path) && at(found.madeAt()) == Occupant.ORIGINAL)
                .isPresent();
    }

    @Override
    public Optional<NotebookKey> before() {
        return file.flatMap(found ->
                        isThere() ? KeptNotebook.of(found, root, path) : KeptNotebook.ofDeleted(found, root, path))
                .map(kept -> new NotebookKey(path, kept.id()));
    }
}
