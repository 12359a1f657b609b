package org.provenote.server.pages;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException;

/**
 * {@code GET <prefix><name>}: a file of a {@link StaticFolder}, with a content security policy. A name that holds a hash of its
 * content is kept by browsers for good, any other is asked for again each time.
 */
final class StaticFiles implements Route {
    private static final Pattern HASHED = Pattern.compile(".*[.-][0-9a-f]{8,}\\.[^/]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("cjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("eot", "application/vnd.ms-fontobject"),
            Map.entry("wasm", "application/wasm"));

    private final String path;
    private final StaticFolder folder;
    private final String policy;

    /**
     * @param path a fixed path, which answers the folder's index, or one that ends in {@code {name...}}
     * @param policy the {@code Content-Security-Policy} of every answer
     */
    StaticFiles(String path, StaticFolder folder, String policy) {
        this.path = path;
        this.folder = folder;
        this.policy = policy;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Response answer(Request request) throws IOException {
        String asked = request.pathParameter("name");
        String name = asked.isEmpty() ? StaticFolder.INDEX : asked;
        return folder.file(name, type(name))
                .orElseThrow(() -> new MlflowException(
                        MlflowException.ErrorCode.ENDPOINT_NOT_FOUND, "There is nothing at " + request.path() + "."))
                .header("Content-Security-Policy", policy)
                .header("Cache-Control", HASHED.matcher(name).matches() ? "max-age=31536000, immutable" : "no-cache")
                .header("Referrer-Policy", "no-referrer");
    }

    private static String type(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
