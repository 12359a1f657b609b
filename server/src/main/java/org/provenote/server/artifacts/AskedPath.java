package org.provenote.server.artifacts;

import java.util.function.UnaryOperator;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.artifacts.ArtifactPath;

/** The path of an artifact in a request, checked before anything else is looked at and refused in MLflow's words. */
final class AskedPath {
    private AskedPath() {}

    static String checked(String path) {
        return checked(ArtifactPath::checked, path);
    }

    /** Of a file that is to be written. */
    static String ofFile(String path) {
        return checked(ArtifactPath::ofFile, path);
    }

    private static String checked(UnaryOperator<String> check, String path) {
        try {
            return check.apply(path);
        } catch (MlflowException e) {
            throw new MlflowException(e.errorCode(), "Invalid path", e);
        }
    }
}
