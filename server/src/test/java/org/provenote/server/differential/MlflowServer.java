package org.provenote.server.differential;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real {@code mlflow server} with one worker, in a folder of its own. */
public final class MlflowServer implements AutoCloseable {
    /** On a busy machine it needs most of a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final String uri;

    private MlflowServer(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts one over {@code mlflow.db} in {@code folder} and waits until it answers. */
    public static MlflowServer in(Path folder) throws IOException, InterruptedException {
        return in(folder, folder.resolve("artifacts").toString(), Map.of());
    }

    /** As above, with its clients' artifacts in a storage that {@code environment} opens. */
    public static MlflowServer in(Path folder, String artifacts, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = List.of(
                python(),
                "-m",
                "mlflow",
                "server",
                "--workers",
                "1",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                artifacts);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("TMPDIR", folder.toString());
        // Seven more processes for jobs of evaluation and scorers, which no client here asks for.
        builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        MlflowServer server = new MlflowServer(builder.start(), "http://127.0.0.1:" + port);
        server.awaitAnswer(folder.resolve("server.log"));
        return server;
    }

    /** The Python that has mlflow; a test that needs it fails without. */
    public static String python() {
        String python = System.getenv("PROVENOTE_TEST_PYTHON");
        if (python == null || !Files.isExecutable(Path.of(python))) {
            throw new AssertionError(
                    "PROVENOTE_TEST_PYTHON must name a python that has mlflow; 'make test' sets it. Found: " + python);
        }
        return python;
    }

    public String uri() {
        return uri;
    }

    private void awaitAnswer(Path log) throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        HttpRequest health = HttpRequest.newBuilder(URI.create(uri + "/health")).build();
        while (process.isAlive() && Instant.now().isBefore(giveUp)) {
            try {
                if (HttpClient.newHttpClient()
                                .send(health, BodyHandlers.ofString())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        close();
        throw new AssertionError("mlflow server did not answer:\n" + Files.readString(log));
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends the server with the workers that it started. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }
}
