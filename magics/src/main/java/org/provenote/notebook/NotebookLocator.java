package org.provenote.notebook;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.NotebookLocation.Source;
import org.provenote.provenance.notebook.NotebookDocument;

/** Asks, in order, all who may know the notebook's path, and believes nobody whose answer is not a file that exists. */
public final class NotebookLocator {
    private static final String VSCODE_SCHEME = "vscode-notebook-cell";

    private final KernelEnvironment environment;

    public NotebookLocator(KernelEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Where the notebook stands now. May take as long as the Jupyter server takes to answer.
     *
     * @param cellId the front end's id of the running cell, if it sent one
     */
    public NotebookLocation locate(@Nullable String cellId) {
        Optional<JupyterServer> server = JupyterServer.of(environment);
        if (server.isPresent()) {
            return underServer(server.get(), cellId);
        }
        return fromEditor(cellId)
                .or(this::fromExecutor)
                .or(this::fromSessionName)
                .orElseGet(() -> NotebookLocation.unknown(root()));
    }

    private NotebookLocation underServer(JupyterServer server, @Nullable String cellId) {
        Path root = server.root().orElseGet(this::root);
        Set<String> paths = environment.kernelId().map(server::notebooksOf).orElse(Set.of());
        List<Path> files = paths.stream()
                .flatMap(path -> KernelEnvironment.path(path).stream())
                .map(path -> root.resolve(path).normalize())
                .filter(NotebookLocation::isNotebook)
                .toList();
        if (paths.size() > 1) {
            return new NotebookLocation(theOneWith(cellId, files), root, Source.RUNNING_CELL);
        }
        if (!files.isEmpty()) {
            return new NotebookLocation(Optional.of(files.get(0)), root, Source.JUPYTER_SERVER);
        }
        // The command line is not asked here: `jupyter lab one.ipynb` names a notebook that need not be this kernel's.
        Optional<Path> named = environment
                .sessionName()
                .filter(NotebookLocation::isNotebook)
                .filter(file -> isNamedIn(paths, file) || holds(file, cellId));
        return named.isPresent()
                ? new NotebookLocation(named, root, Source.SESSION_NAME)
                : NotebookLocation.unknown(root);
    }

    /** A path that is no file may have a drive before it, {@code RTC:train.ipynb}. */
    private static boolean isNamedIn(Set<String> paths, Path notebook) {
        String name = String.valueOf(notebook.getFileName());
        return paths.stream().anyMatch(path -> path.matches("(.*[:/])?" + Pattern.quote(name)));
    }

    /** Empty also where several hold the cell, as a notebook and its copy do. */
    private static Optional<Path> theOneWith(@Nullable String cellId, List<Path> notebooks) {
        List<Path> found =
                notebooks.stream().filter(file -> holds(file, cellId)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static boolean holds(Path notebook, @Nullable String cellId) {
        return cellId != null
                && new SavedNotebook()
                        .content(notebook)
                        .flatMap(NotebookDocument::of)
                        .filter(saved -> saved.hasCell(cellId))
                        .isPresent();
    }

    private Optional<NotebookLocation> fromSessionName() {
        return environment
                .sessionName()
                .filter(NotebookLocation::isNotebook)
                .map(file -> new NotebookLocation(Optional.of(file), rootOf(file), Source.SESSION_NAME));
    }

    private Optional<NotebookLocation> fromExecutor() {
        return environment
                .parentFolder()
                .flatMap(folder -> ExecutorCommand.notebook(environment.parentArguments(), folder))
                .map(file -> new NotebookLocation(Optional.of(file), rootOf(file), Source.EXECUTOR));
    }

    /** VS Code sends {@code vscode-notebook-cell:/path/of/notebook.ipynb#fragment} as cell id. */
    private Optional<NotebookLocation> fromEditor(@Nullable String cellId) {
        if (cellId == null || !cellId.startsWith(VSCODE_SCHEME)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(URI.create(cellId).getPath())
                    .flatMap(KernelEnvironment::path)
                    .filter(NotebookLocation::isNotebook)
                    .map(file -> new NotebookLocation(Optional.of(file), rootOf(file), Source.EDITOR));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Outside Jupyter: where the user started the executor if the notebook is below it, else the notebook's own folder. */
    private Path rootOf(Path notebook) {
        return environment
                .parentFolder()
                .filter(notebook::startsWith)
                .orElseGet(() -> Optional.ofNullable(notebook.getParent()).orElseGet(environment::workingFolder));
    }

    private Path root() {
        return environment.workingFolder();
    }
}
