package org.provenote.notebook;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.NotebookLocation.Source;

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
            return underServer(server.get());
        }
        return fromEditor(cellId)
                .or(this::fromExecutor)
                .or(this::fromSessionName)
                .orElseGet(() -> NotebookLocation.unknown(root()));
    }

    private NotebookLocation underServer(JupyterServer server) {
        Path root = server.root().orElseGet(this::root);
        Optional<Path> open = environment
                .kernelId()
                .flatMap(server::notebookOf)
                .flatMap(KernelEnvironment::path)
                .map(path -> root.resolve(path).normalize())
                .filter(NotebookLocation::isNotebook);
        if (open.isPresent()) {
            return new NotebookLocation(open, root, Source.JUPYTER_SERVER);
        }
        // The command line is not asked here: `jupyter lab one.ipynb` names a notebook that need not be this kernel's.
        Optional<Path> named = environment.sessionName().filter(NotebookLocation::isNotebook);
        return named.isPresent()
                ? new NotebookLocation(named, root, Source.SESSION_NAME)
                : NotebookLocation.unknown(root);
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
