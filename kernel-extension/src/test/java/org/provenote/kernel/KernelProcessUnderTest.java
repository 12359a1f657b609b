package org.provenote.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.provenote.testing.Java;
import tools.jackson.databind.json.JsonMapper;

/** A kernel in a process of its own, started as Jupyter starts it, and the client that talks to it. */
final class KernelProcessUnderTest implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ATTEMPTS = 3;

    private final KernelPorts ports;
    private final Process process;
    private final JupyterClient client;
    private final Path log;

    private KernelProcessUnderTest(KernelPorts ports, Process process, JupyterClient client, Path log) {
        this.ports = ports;
        this.process = process;
        this.client = client;
        this.log = log;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param classPath what stands on the kernel's class path, with our own jar
     * @param folder the kernel's working folder
     * @param variables environment on top of this process's
     */
    static KernelProcessUnderTest start(
            String mainClass, List<Path> classPath, Path folder, Map<String, String> variables) throws Exception {
        for (int attempt = 1; ; attempt++) {
            KernelPorts ports = new KernelPorts();
            Path log = log();
            Process process = launch(mainClass, classPath, folder, variables, ports, log);
            try {
                return new KernelProcessUnderTest(ports, process, JupyterClient.connect(ports.connection()), log);
            } catch (AssertionError silent) {
                process.destroyForcibly().onExit().join();
                ports.close();
                String printed = Files.readString(log);
                // A program that chose the port before we kept it, and took it after: as Jupyter does, start again.
                if (attempt == ATTEMPTS || !printed.contains("Address already in use")) {
                    throw new AssertionError(silent.getMessage() + "; it printed:\n" + printed, silent);
                }
            }
        }
    }

    /** Starts one that cannot, and returns what it printed until it ended by itself, and its exit code. */
    static String failure(String mainClass, List<Path> classPath, Path folder, KernelPorts ports) throws Exception {
        Path log = log();
        Process process = launch(mainClass, classPath, folder, Map.of(), ports, log);
        try {
            awaitEnd(process);
            return Files.readString(log) + "exit code " + process.exitValue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static Process launch(
            String mainClass,
            List<Path> classPath,
            Path folder,
            Map<String, String> variables,
            KernelPorts ports,
            Path log)
            throws IOException {
        Path file = temporary(log.resolveSibling("kernel-" + UUID.randomUUID() + ".json"));
        JSON.writeValue(file.toFile(), ports.connection());
        List<String> command = new ArrayList<>(Java.command(
                "--add-opens",
                "jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "-Dprovenote.lib=" + Path.of("target", "lib").toAbsolutePath(),
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream()
                                .map(path -> path.toAbsolutePath().toString())
                                .toList()),
                mainClass,
                file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_") || name.startsWith("JPY_"));
        builder.environment().putAll(variables);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static Path log() throws IOException {
        return temporary(temporary(Files.createTempDirectory("kernel")).resolve("log.txt"));
    }

    /** Deleted at the end of the tests, after what was named later. */
    private static Path temporary(Path path) {
        path.toFile().deleteOnExit();
        return path;
    }

    /** Runs a cell and waits for what came of it. */
    CellResult run(String source) {
        return client.execute(source);
    }

    /** What the process printed outside of cells. */
    String printed() throws IOException {
        return Files.readString(log);
    }

    int historyLength() {
        return client.historyLength();
    }

    /** Asks the kernel to end, as Jupyter does, and waits until it has. */
    void shutDown(boolean restart) throws InterruptedException {
        client.shutDown(restart);
        awaitEnd(process);
    }

    /** As {@link #shutDown} of a kernel that ends so slowly that Jupyter sends SIGTERM once {@code isEnding} is there. */
    void shutDownSlowly(Path isEnding) throws InterruptedException {
        client.shutDown(false);
        for (int i = 0; i < 3_000 && !Files.exists(isEnding); i++) {
            Thread.sleep(20);
        }
        if (!Files.exists(isEnding)) {
            throw new AssertionError("the kernel did not begin to end");
        }
        terminate();
    }

    /** SIGTERM. */
    void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd(process);
    }

    /** Waits until it has ended by what a cell did. */
    void awaitEnd() throws InterruptedException {
        awaitEnd(process);
    }

    private static void awaitEnd(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the kernel did not end within 60 s");
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly().onExit().join();
        ports.close();
    }
}
