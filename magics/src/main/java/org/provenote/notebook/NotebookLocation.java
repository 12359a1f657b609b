package org.provenote.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.provenote.provenance.notebook.NotebookIdentity;

/**
 * Where the notebook of this kernel stands.
 *
 * @param file the notebook, empty when nobody could say: never a guess
 * @param root Jupyter's root, or what takes its place outside Jupyter
 * @param source who said so
 * @param identity what its metadata says of it, read when the file was found
 */
public record NotebookLocation(Optional<Path> file, Path root, Source source, Optional<NotebookIdentity> identity) {

    NotebookLocation(Optional<Path> file, Path root, Source source) {
        this(file, root, source, file.flatMap(NotebookIdentity::in));
    }

    /** Who knew the notebook's path, the surest first. */
    public enum Source {
        /** Several notebooks use the kernel: the one that holds the cell, or none where that is not one. */
        RUNNING_CELL("running cell"),
        JUPYTER_SERVER("Jupyter server"),
        SESSION_NAME("Jupyter session name"),
        EXECUTOR("command line of the executor"),
        EDITOR("cell id of the editor"),
        UNKNOWN("unknown");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /** Whether the answer holds for later cells, should nobody answer then. */
        boolean outlivesItsCell() {
            return this != RUNNING_CELL && this != SESSION_NAME;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static NotebookLocation unknown(Path root) {
        return new NotebookLocation(Optional.empty(), root, Source.UNKNOWN);
    }

    /** The folder that holds the notebook, or the root when the notebook is not known. */
    public Path folder() {
        return file.map(Path::getParent).orElse(root);
    }

    /** The notebook's path below the root, with {@code /}; only its name where it stands elsewhere. */
    public Optional<String> path() {
        return file.map(notebook -> {
            Path below = below(notebook);
            return StreamSupport.stream(below.spliterator(), false)
                    .map(Path::toString)
                    .collect(Collectors.joining("/"));
        });
    }

    private Path below(Path notebook) {
        if (notebook.startsWith(root)) {
            return root.relativize(notebook);
        }
        try {
            Path real = notebook.toRealPath();
            Path realRoot = root.toRealPath();
            return real.startsWith(realRoot) ? realRoot.relativize(real) : notebook.getFileName();
        } catch (IOException e) {
            return notebook.getFileName();
        }
    }

    static boolean isNotebook(Path file) {
        return file.toString().endsWith(".ipynb") && Files.isRegularFile(file);
    }
}
