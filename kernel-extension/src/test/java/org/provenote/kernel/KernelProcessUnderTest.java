package org.provenote.kernel;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A kernel in a process of its own, started as Jupyter starts it, and the client that talks to it. */
final class KernelProcessUnderTest implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final JupyterClient client;
    private final Path log;

    private KernelProcessUnderTest(Process process, JupyterClient client, Path log) {
        this.process = process;
        this.client = client;
        this.log = log;
    }

    /**
     * @param classPath what stands on the kernel's class path, with our own jar
     * @param folder the kernel's working folder
     * @param variables environment on top of this process's
     */
    static KernelProcessUnderTest start(
            String mainClass, List<Path> classPath, Path folder, Map<String, String> variables) throws Exception {
        Map<String, Object> connection = connection();
        Path own = temporary(Files.createTempDirectory("kernel"));
        Path file = temporary(own.resolve("kernel-" + UUID.randomUUID() + ".json"));
        JSON.writeValue(file.toFile(), connection);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        Path log = temporary(own.resolve("log.txt"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        return new KernelProcessUnderTest(process, JupyterClient.connect(connection), log);
    }

    /** Deleted at the end of the tests, after what was named later. */
    private static Path temporary(Path path) {
        path.toFile().deleteOnExit();
        return path;
    }

    private static Map<String, Object> connection() throws IOException {
        Map<String, Object> connection = new HashMap<>();
        connection.put("transport", "tcp");
        connection.put("ip", "127.0.0.1");
        connection.put("signature_scheme", "hmac-sha256");
        connection.put("key", UUID.randomUUID().toString());
        List<ServerSocket> taken = new ArrayList<>();
        for (String channel : List.of("shell", "iopub", "stdin", "control", "hb")) {
            ServerSocket socket = new ServerSocket(0);
            taken.add(socket);
            connection.put(channel + "_port", socket.getLocalPort());
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        return connection;
    }

    /** Runs a cell and waits for what came of it. */
    CellResult run(String source) {
        return client.execute(source);
    }

    /** What the process printed outside of cells. */
    String log() throws IOException {
        return Files.readString(log);
    }

    int historyLength() {
        return client.historyLength();
    }

    /** Asks the kernel to end, as Jupyter does, and waits until it has. */
    void shutDown(boolean restart) throws InterruptedException {
        client.shutDown(restart);
        awaitEnd();
    }

    /** SIGTERM. */
    void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the kernel did not end within 20 s");
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
        process.onExit().join();
    }
}
