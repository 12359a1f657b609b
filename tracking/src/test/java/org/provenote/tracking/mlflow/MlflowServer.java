package org.provenote.tracking.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real {@code mlflow server} with an empty store, started once for all tests that ask for it as a parameter and ended,
 * with its files, after the last.
 */
public final class MlflowServer implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(3);

    private final Path folder;
    private final Process process;
    private final String url;

    private MlflowServer() {
        this(List.of(), Map.of());
    }

    /** A server of its own, with more arguments and more in its environment. */
    public MlflowServer(List<String> arguments, Map<String, String> environment) {
        this(anyPort(), arguments, environment);
    }

    /** A server of its own at a port that clients know already. */
    public MlflowServer(int port, List<String> arguments, Map<String, String> environment) {
        try {
            folder = Files.createTempDirectory("mlflow-server");
            url = "http://127.0.0.1:" + port;
            List<String> command = new ArrayList<>(
                    List.of("-m", "mlflow", "server", "--workers", "1", "--host", "127.0.0.1", "--port", "" + port));
            command.addAll(arguments);
            ProcessBuilder builder = Python.process(folder, command);
            // Seven more processes for jobs of evaluation and scorers, which no client here asks for.
            builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
            builder.environment().putAll(environment);
            process = builder.redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            awaitHealth();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return url;
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private void awaitHealth() throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/health")).build();
        long giveUp = System.nanoTime() + TO_START.toNanos();
        while (process.isAlive() && System.nanoTime() < giveUp) {
            try {
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        String output = Files.readString(log());
        close();
        throw new IllegalStateException("mlflow server did not start:\n" + output);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A port that nobody listens at. */
    public static int anyPort() {
        try {
            return freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the shared server to test methods with a parameter of this type. */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == MlflowServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(MlflowServer.class))
                    .getOrComputeIfAbsent(MlflowServer.class, type -> new MlflowServer(), MlflowServer.class);
        }
    }
}
