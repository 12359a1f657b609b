package org.provenote.server.pages;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.provenote.server.http.Route;

/**
 * MLflow's web UI as its {@code mlflow/server/__init__.py} serves it: the index at {@code /}, all else under
 * {@code /static-files/}.
 */
final class MlflowUi {
    /**
     * It makes styles and compiles code for charts while it runs, and shows HTML artifacts, scripts and all, from blobs in a sandbox.
     * What the policy is for: nothing on these pages speaks to anyone but this server, and no other page embeds them.
     */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "frame-src 'self' blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'");

    private MlflowUi() {}

    static Stream<Route> routes(Path build) {
        StaticFolder folder = new ListedFolder(build);
        return Stream.of("/", "/static-files/{name...}").map(path -> new StaticFiles(path, folder, POLICY));
    }
}
