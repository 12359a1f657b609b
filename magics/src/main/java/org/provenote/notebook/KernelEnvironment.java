package org.provenote.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Jupyter and the system tell a kernel about itself. The only place of this module that reads the environment. */
public final class KernelEnvironment {
    private final Function<String, @Nullable String> variables;
    private final Path connectionFile;

    public KernelEnvironment(Path connectionFile, Function<String, @Nullable String> variables) {
        this.connectionFile = connectionFile.toAbsolutePath();
        this.variables = variables;
    }

    /** The kernel's id: {@code kernel-<id>.json} is how Jupyter's server names connection files. */
    Optional<String> kernelId() {
        String name = String.valueOf(connectionFile.getFileName());
        return name.startsWith("kernel-") && name.endsWith(".json")
                ? Optional.of(name.substring("kernel-".length(), name.length() - ".json".length()))
                : Optional.empty();
    }

    /** Where Jupyter keeps connection files and its servers' descriptions. */
    Path runtimeFolder() {
        Path parent = connectionFile.getParent();
        return parent == null ? workingFolder() : parent;
    }

    /** {@code JPY_PARENT_PID}: the process that started this kernel. */
    Optional<Long> parentPid() {
        return get("JPY_PARENT_PID").filter(pid -> pid.matches("\\d{1,18}")).map(Long::parseLong);
    }

    /** {@code JPY_SESSION_NAME}: the notebook's path when its session was made. After a rename it may be another notebook's. */
    Optional<Path> sessionName() {
        return get("JPY_SESSION_NAME").flatMap(KernelEnvironment::path);
    }

    /** {@code JUPYTERHUB_API_TOKEN}: opens the user's server under JupyterHub. */
    Optional<String> hubToken() {
        return get("JUPYTERHUB_API_TOKEN");
    }

    /** {@code PROVENOTE_JUPYTER_SECRET}: lets the kernel ask our server extension, {@code kernel_secret.py}. */
    Optional<String> jupyterSecret() {
        return get("PROVENOTE_JUPYTER_SECRET");
    }

    /** The folder that the kernel runs in. */
    Path workingFolder() {
        return Path.of("").toAbsolutePath();
    }

    /** The arguments that the parent process was started with; empty where the system does not tell. */
    List<String> parentArguments() {
        return parentPid().map(KernelEnvironment::argumentsOf).orElse(List.of());
    }

    /** The folder that the parent process runs in, where the system tells; else this kernel's shell's. */
    Optional<Path> parentFolder() {
        Optional<Path> told = parentPid().flatMap(pid -> {
            try {
                return Optional.of(Path.of("/proc/" + pid + "/cwd").toRealPath());
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        });
        return told.or(() -> get("PWD").flatMap(KernelEnvironment::path)).filter(Files::isDirectory);
    }

    private static List<String> argumentsOf(long pid) {
        try {
            // Linux: exact, however long; the JDK's own answer ends at a page.
            String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
            return List.of(line.split("\0"));
        } catch (IOException | RuntimeException e) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().arguments())
                    .map(List::of)
                    .orElse(List.of());
        }
    }

    /** A path, unless the text cannot be one. */
    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<String> get(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }
}
