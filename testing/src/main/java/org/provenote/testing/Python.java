package org.provenote.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Python that has MLflow, named by {@code PROVENOTE_TEST_PYTHON}; {@code make test} sets it. */
public final class Python {
    private static final int PATIENCE_MINUTES = 5;

    private Python() {}

    public static String executable() {
        String python = System.getenv("PROVENOTE_TEST_PYTHON");
        if (python == null || python.isBlank()) {
            throw new IllegalStateException(
                    "PROVENOTE_TEST_PYTHON is not set: expected the path of a python with mlflow."
                            + " Run the tests with 'make test', which makes one");
        }
        return python;
    }

    /** A process that runs Python with MLflow's usage reports off, and leaves nothing outside {@code folder}. */
    public static ProcessBuilder process(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().put("TMPDIR", folder.toString());
        return builder;
    }

    /** Runs a program and returns what it printed; fails the test if it fails. */
    public static String run(Path folder, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-W", "ignore", "-c", program));
        all.addAll(List.of(arguments));
        Path errors = folder.resolve("stderr.txt");
        Process process = process(folder, all).redirectError(errors.toFile()).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("Python failed:\n" + Files.readString(errors));
            }
            return text;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(errors);
        }
    }
}
