package org.provenote.server.versions;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.provenote.provenance.restore.CopyName;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.FileFailure;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.run.Root;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** One run's code, written out again somewhere below the Jupyter root. */
final class Restore {
    private static final int ATTEMPTS = 1_000;

    private final AskedRun asked;
    private final Root root;
    private final boolean whole;

    Restore(AskedRun asked, boolean whole) {
        this.asked = asked;
        this.root = asked.root();
        this.whole = whole;
    }

    /** Into the place that a client names. */
    RestoredVersion to(String place, Existing existing) {
        Path target = root.below(place)
                .filter(path -> isShown(path) && isNamedRightly(path))
                .orElseThrow(() -> refused(place));
        try {
            return write(target, existing);
        } catch (FileAlreadyExistsException e) {
            throw new MlflowException(
                    ErrorCode.RESOURCE_ALREADY_EXISTS,
                    existing == Existing.REPLACE
                            ? "'" + place
                                    + "' cannot be replaced, for it is a link, or a file where a folder is needed;"
                                    + " nothing was written. Choose another place."
                            : "'" + place + "' is there already; nothing was written. Choose another place, or ask to"
                                    + " replace.");
        }
    }

    /** Into the first free name beside the notebook. */
    RestoredVersion besideTheNotebook() {
        String notebook = asked.notebookNow().orElse("notebook.ipynb");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String name = CopyName.of(notebook, asked.run().info().shortId(), whole, attempt);
            try {
                return write(beside(name), Existing.REFUSE);
            } catch (FileAlreadyExistsException e) {
                // Taken, perhaps a moment ago: the next one.
            }
        }
        throw new MlflowException(
                ErrorCode.RESOURCE_ALREADY_EXISTS,
                "There are " + ATTEMPTS
                        + " copies of this version already; nothing was written. Name a place for another.");
    }

    private Path beside(String name) {
        try {
            return root.below(relative(asked.folder().resolve(name))).orElseThrow(() -> refused(name));
        } catch (InvalidPathException e) {
            throw refused(name);
        }
    }

    private RestoredVersion write(Path target, Existing existing) throws FileAlreadyExistsException {
        try {
            return whole ? state(target, existing) : notebook(target, existing);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw MlflowException.missing(
                    "Run " + asked.run().info().label() + " could not be restored: " + FileFailure.inWords(e));
        }
    }

    private RestoredVersion notebook(Path target, Existing existing) throws IOException {
        if (Files.isSymbolicLink(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        asked.provenance().restoreNotebook(asked.recorded(), target, existing);
        return new RestoredVersion(relative(target), 1, List.of());
    }

    private RestoredVersion state(Path target, Existing existing) throws IOException {
        Restored restored = asked.provenance().restoreState(asked.recorded(), target, existing);
        // Its folder is a real path; the root may be reached by a link.
        Path notebook = target.resolve(restored.folder().relativize(restored.notebook()));
        return new RestoredVersion(relative(notebook), restored.files(), restored.missing());
    }

    /** Jupyter shows no hidden files, and in hidden folders stand settings that others act on. */
    private boolean isShown(Path target) {
        return StreamSupport.stream(root.folder().relativize(target).spliterator(), false)
                .noneMatch(name -> name.toString().startsWith("."));
    }

    private boolean isNamedRightly(Path target) {
        return whole || target.toString().endsWith(".ipynb");
    }

    private String relative(Path target) {
        return StreamSupport.stream(root.folder().relativize(target).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private MlflowException refused(String place) {
        return MlflowException.invalid("'" + place + "' is no place to restore to; nothing was written. Expected "
                + (whole ? "a folder" : "a file that ends in .ipynb") + " below the Jupyter root, not hidden.");
    }
}
