package org.provenote.server.artifacts;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A file's type by its name, as MLflow guesses it for what notebooks write. */
final class MimeType {
    private static final Set<String> TEXT = Set.of(
            "txt",
            "log",
            "err",
            "cfg",
            "conf",
            "cnf",
            "cf",
            "ini",
            "properties",
            "prop",
            "hocon",
            "toml",
            "yaml",
            "yml",
            "xml",
            "json",
            "js",
            "py",
            "py3",
            "csv",
            "tsv",
            "md",
            "rst",
            "mlmodel",
            "mlproject",
            "java",
            "sql",
            "sh");

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("zip", "application/zip"));

    private MimeType() {}

    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TEXT.contains(extension) ? "text/plain" : OTHERS.getOrDefault(extension, "application/octet-stream");
    }
}
