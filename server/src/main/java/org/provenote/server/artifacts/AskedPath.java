package org.provenote.server.artifacts;

import org.provenote.tracking.MlflowException;
import org.provenote.tracking.artifacts.ArtifactPath;

/** The path of an artifact in a request, checked before anything else is looked at and refused in MLflow's words. */
final class AskedPath {
    private AskedPath() {}

    static String checked(String path) {
        try {
            return ArtifactPath.checked(path);
        } catch (MlflowException e) {
            throw new MlflowException(e.errorCode(), "Invalid path", e);
        }
    }
}
