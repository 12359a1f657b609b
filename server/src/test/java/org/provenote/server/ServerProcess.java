package org.provenote.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.provenote.testing.Java;

/** The command {@code provenote} in a process of its own, its output in a file. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the command in {@code folder}, with only these settings of ours and MLflow's. */
    public static ServerProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(Java.command("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "provenote", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_") || name.startsWith("PROVENOTE_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new ServerProcess(builder.start(), output);
    }

    /** The address of a server, once it listens. */
    public String uri() throws IOException, InterruptedException {
        while (process.isAlive()) {
            String printed = output();
            if (printed.contains("{\"port\":") && printed.contains("}")) {
                return "http://127.0.0.1:" + printed.replaceAll("(?s).*\\{\"port\":(\\d+)}.*", "$1");
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the server has ended: " + output());
    }

    /** What it has printed so far, errors included. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** How it ended. */
    public int exitValue() throws InterruptedException {
        return process.waitFor();
    }

    /** Whether it ends in that time, once asked to as by Jupyter or a person. */
    boolean endsWithin(Duration patience) throws InterruptedException {
        process.toHandle().destroy();
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
