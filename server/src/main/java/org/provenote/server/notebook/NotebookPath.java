package org.provenote.server.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.provenote.provenance.run.Root;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.MlflowException;

/** A notebook that a client names by its path relative to the Jupyter root. It need not exist (any more). */
public record NotebookPath(Path root, String relative) {

    /**
     * Refuses what leads out of the root: by its names, and by links on its way unless Jupyter asks, which follows them itself. It is
     * compared with tags, used to find the folder of a store, and its file read for the notebook's id and cells.
     */
    public static NotebookPath of(Backend backend, String requested) {
        Path root = backend.root();
        try {
            Path path = root.resolve(requested).normalize();
            if (requested.isBlank() || requested.startsWith("/") || !path.startsWith(root) || path.equals(root)) {
                throw refused(requested);
            }
            if (!backend.isOfJupyter() && new Root(root).below(requested).isEmpty()) {
                throw refused(requested);
            }
            return new NotebookPath(root, requested);
        } catch (InvalidPathException e) {
            throw refused(requested);
        }
    }

    public Path absolute() {
        return root.resolve(relative).normalize();
    }

    /** The folder that it is in, absolute. */
    public Path folder() {
        Path parent = absolute().getParent();
        return parent == null ? root : parent;
    }

    /** Another one once its file, which has its id, was written anew, put there or taken away. */
    String state() {
        try {
            BasicFileAttributes file = Files.readAttributes(absolute(), BasicFileAttributes.class);
            return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
        } catch (IOException e) {
            return "";
        }
    }

    private static MlflowException refused(String requested) {
        return MlflowException.invalid("'" + requested
                + "' is not a notebook below the Jupyter root; expected a relative path such as 'work/first.ipynb'.");
    }
}
