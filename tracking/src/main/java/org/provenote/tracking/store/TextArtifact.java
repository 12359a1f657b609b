package org.provenote.tracking.store;

import java.io.IOException;
import java.nio.file.Files;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** A text as an artifact, by way of a temporary file: every store takes files. As {@code mlflow.log_text}. */
final class TextArtifact {
    private TextArtifact() {}

    static void log(ArtifactRepository artifacts, String text, String artifactFile) {
        int slash = artifactFile.lastIndexOf('/');
        String name = artifactFile.substring(slash + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw MlflowException.invalid(
                    "'" + artifactFile + "' names no file; expected a path such as 'reports/summary.txt'");
        }
        try (TemporaryFile file = TemporaryFile.named(name)) {
            artifacts.logFile(Files.writeString(file.path(), text), slash < 0 ? "" : artifactFile.substring(0, slash));
        } catch (IOException e) {
            throw new MlflowException(
                    ErrorCode.INTERNAL_ERROR,
                    "The text '" + artifactFile + "' could not be written: " + e.getMessage(),
                    e);
        }
    }
}
