package org.provenote.testing;

import java.io.IOException;
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

/** A real {@code mlflow server} with one worker. Its store is {@code mlflow.db} and {@code artifacts} in a folder. */
public final class MlflowServer implements AutoCloseable {
    /** On a busy machine it needs most of a minute. */
    private static final Duration TO_START = Duration.ofMinutes(3);

    private static final Duration TO_END = Duration.ofSeconds(10);

    private final KeptPort port;
    private final Process process;

    private MlflowServer(KeptPort port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts one and waits until it answers. */
    public static MlflowServer in(Path folder) throws IOException, InterruptedException {
        return in(folder, Map.of());
    }

    /** As above, with more in its environment and more arguments, which outweigh the usual ones. */
    public static MlflowServer in(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return at(new KeptPort(), folder, environment, arguments);
    }

    /** As above, where its clients know already that it will be. The port is closed with the server. */
    public static MlflowServer at(KeptPort port, Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("-m", "mlflow", "server", "--workers", "1"));
        command.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(port.number())));
        command.addAll(List.of("--backend-store-uri", "sqlite:///" + folder.resolve("mlflow.db")));
        command.addAll(
                List.of("--artifacts-destination", folder.resolve("artifacts").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = Python.process(folder, command);
        // Seven more processes for jobs of evaluation and scorers, which no client here asks for.
        builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
        builder.environment().putAll(environment);
        Path log = folder.resolve("server.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        MlflowServer server = new MlflowServer(port, builder.start());
        server.awaitHealth(log);
        return server;
    }

    public String url() {
        return port.url();
    }

    private void awaitHealth(Path log) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health =
                HttpRequest.newBuilder(URI.create(url() + "/health")).build();
        long giveUp = System.nanoTime() + TO_START.toNanos();
        while (process.isAlive() && System.nanoTime() < giveUp) {
            try {
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        close();
        throw new AssertionError("mlflow server did not start:\n" + Files.readString(log));
    }

    /** Ends the server with the workers that it started; another one may be started at its port. */
    public void stop() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the server, and gives its port back. */
    @Override
    public void close() {
        stop();
        port.close();
    }

    /**
     * Gives test methods with a parameter of this type a server that is started once for all of them, with an empty store, and
     * ended, with its files, after the last.
     */
    public static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == MlflowServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(
                            ExtensionContext.StoreScope.LAUNCHER_SESSION,
                            ExtensionContext.Namespace.create(MlflowServer.class))
                    .getOrComputeIfAbsent(MlflowServer.class, type -> InFolderOfItsOwn.start(), InFolderOfItsOwn.class)
                    .server();
        }

        private record InFolderOfItsOwn(MlflowServer server, Path folder) implements AutoCloseable {
            static InFolderOfItsOwn start() {
                try {
                    Path folder = Files.createTempDirectory("mlflow-server");
                    return new InFolderOfItsOwn(in(folder), folder);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() throws IOException {
                server.close();
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
