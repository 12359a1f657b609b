package org.provenote.kernel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real {@code mlflow server} whose address is known before it is there. Its Python is {@code PROVENOTE_TEST_PYTHON}. */
final class LateMlflowServer implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(3);

    private final Path folder;
    private final int port;

    /** Keeps the port until the server starts: nobody else gets it, and it refuses connections. */
    private final Socket kept = new Socket();

    private Process process;

    LateMlflowServer(Path folder) throws IOException {
        this.folder = folder;
        kept.bind(new InetSocketAddress("127.0.0.1", 0));
        port = kept.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getenv("PROVENOTE_TEST_PYTHON"),
                "-m",
                "mlflow",
                "server",
                "--workers",
                "1",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port));
        builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        // Seven more processes for jobs of evaluation and scorers, which no client here asks for.
        builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
        builder.environment().put("TMPDIR", folder.toString());
        kept.close();
        process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health =
                HttpRequest.newBuilder(URI.create(url() + "/health")).build();
        long giveUp = System.nanoTime() + TO_START.toNanos();
        while (System.nanoTime() < giveUp) {
            try {
                client.send(health, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("mlflow server did not start");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kept.close();
        if (process == null) {
            return;
        }
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
