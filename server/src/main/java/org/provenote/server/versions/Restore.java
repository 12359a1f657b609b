package org.provenote.server.versions;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.provenote.provenance.restore.CopyName;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.FileFailure;
import org.provenote.provenance.run.Root;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** One run's notebook, written out again beside the one of now. */
final class Restore {
    private static final int ATTEMPTS = 1_000;

    private final AskedRun asked;
    private final Root root;

    Restore(AskedRun asked) {
        this.asked = asked;
        this.root = asked.root();
    }

    /** Into the first free name. */
    RestoredVersion besideTheNotebook() {
        String notebook = asked.notebookNow().orElse("notebook.ipynb");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String name = CopyName.of(notebook, asked.run().info().shortId(), false, attempt);
            try {
                return write(beside(name));
            } catch (FileAlreadyExistsException e) {
                // Taken, perhaps a moment ago: the next one.
            }
        }
        throw new MlflowException(
                ErrorCode.RESOURCE_ALREADY_EXISTS,
                "There are " + ATTEMPTS
                        + " copies of this version already; nothing was written. Remove those that are not needed.");
    }

    private Path beside(String name) {
        try {
            return root.below(relative(asked.folder().resolve(name))).orElseThrow(() -> refused(name));
        } catch (InvalidPathException e) {
            throw refused(name);
        }
    }

    private RestoredVersion write(Path target) throws FileAlreadyExistsException {
        try {
            asked.provenance().restoreNotebook(asked.recorded(), target, Existing.REFUSE);
            return new RestoredVersion(relative(target));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw MlflowException.missing(
                    "Run " + asked.run().info().label() + " could not be restored: " + FileFailure.inWords(e));
        }
    }

    private String relative(Path target) {
        return StreamSupport.stream(root.folder().relativize(target).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static MlflowException refused(String name) {
        return MlflowException.invalid(
                "'" + name + "' is no place below the Jupyter root to restore to; nothing was written.");
    }
}
