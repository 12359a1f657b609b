package org.provenote.notebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line of a headless executor says of the notebook: {@code jupyter execute}, {@code jupyter nbconvert
 * --execute} and {@code papermill} tell the kernel only its folder.
 */
final class ExecutorCommand {
    private static final Set<String> EXECUTORS = Set.of(
            "jupyter-execute",
            "jupyter-nbconvert",
            "nbconvert",
            "execute",
            "papermill",
            "jupyter-run",
            "run",
            "nbclient");
    private static final Set<String> TAKES_ONE_NOTEBOOK = Set.of("papermill");
    /** Options whose value names a file that is written, not the notebook that runs. */
    private static final Set<String> OUTPUT_OPTIONS = Set.of("--output", "--output-dir", "--template-file");

    private ExecutorCommand() {}

    /**
     * The one notebook that the command runs; empty for several, where none can be told from the others.
     *
     * @param arguments as the process was started
     * @param folder where it was started
     */
    static Optional<Path> notebook(List<String> arguments, Path folder) {
        int executor = executorAt(arguments);
        if (executor < 0) {
            return Optional.empty();
        }
        List<Path> notebooks = notebooks(arguments.subList(executor + 1, arguments.size()), folder);
        boolean first = TAKES_ONE_NOTEBOOK.contains(name(arguments.get(executor)));
        return notebooks.size() == 1 || (first && !notebooks.isEmpty())
                ? Optional.of(notebooks.get(0))
                : Optional.empty();
    }

    private static int executorAt(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (EXECUTORS.contains(name(arguments.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    private static String name(String argument) {
        String file = argument.substring(Math.max(argument.lastIndexOf('/'), argument.lastIndexOf('\\')) + 1);
        return file.endsWith(".exe") ? file.substring(0, file.length() - ".exe".length()) : file;
    }

    private static List<Path> notebooks(List<String> arguments, Path folder) {
        List<Path> notebooks = new ArrayList<>();
        @Nullable String before = null;
        for (String argument : arguments) {
            if (!argument.startsWith("-") && !OUTPUT_OPTIONS.contains(String.valueOf(before))) {
                existing(argument, folder)
                        .filter(file -> !notebooks.contains(file))
                        .ifPresent(notebooks::add);
            }
            before = argument;
        }
        return notebooks;
    }

    /** {@code jupyter execute} and {@code nbconvert} take names without their ending too. */
    private static Optional<Path> existing(String argument, Path folder) {
        return KernelEnvironment.path(argument)
                .map(file -> folder.resolve(file).normalize())
                .flatMap(file -> NotebookLocation.isNotebook(file)
                        ? Optional.of(file)
                        : Optional.of(file.resolveSibling(file.getFileName() + ".ipynb"))
                                .filter(NotebookLocation::isNotebook));
    }
}
