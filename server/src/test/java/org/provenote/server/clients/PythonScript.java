package org.provenote.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.provenote.testing.Python;

/** A script beside this class, run by the Python that has mlflow. */
public final class PythonScript {
    private PythonScript() {}

    /** What the script prints, once it has ended well; it keeps its files in {@code folder}. */
    public static String run(String name, String trackingUri, Path folder)
            throws IOException, InterruptedException, URISyntaxException {
        Path script = Path.of(
                Objects.requireNonNull(PythonScript.class.getResource(name)).toURI());
        ProcessBuilder builder = new ProcessBuilder(Python.executable(), script.toString(), trackingUri);
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false");
        Process python =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return output;
    }
}
