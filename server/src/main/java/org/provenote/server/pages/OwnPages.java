package org.provenote.server.pages;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.provenote.server.http.Route;

/** Our own web pages, under {@code /pages/}. */
final class OwnPages {
    static final String PATH = "/pages";

    /** Where they begin, from the server's root. */
    static final String BELOW_ROOT = "pages/";

    /** All that they need comes with them; what they show comes from this server. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'");

    private OwnPages() {}

    static Stream<Route> routes(Path folder) {
        return Stream.of(
                new Redirect(PATH, BELOW_ROOT), new StaticFiles(PATH + "/{name...}", new HeldFolder(folder), POLICY));
    }
}
