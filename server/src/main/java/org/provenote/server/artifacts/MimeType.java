package org.provenote.server.artifacts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A file's type by its name, as MLflow guesses it ({@code mlflow/utils/mime_type_utils.py}). */
final class MimeType {
    private static final String UNKNOWN = "application/octet-stream";

    /** To be read in a browser, whatever else they are. The last line is not MLflow's. */
    private static final Set<String> TEXT = Set.of(
            ("txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb"
                            + " MLmodel mlproject"
                            + " java sql sh")
                    .split(" "));

    /** Of what a file is packed in, which leaves its type as it is. */
    private static final Set<String> PACKED = Set.of("gz", "Z", "bz2", "xz", "br");

    private static final Set<String> PACKED_TAR = Set.of("tgz", "taz", "tz", "tbz2", "txz");

    private static final Map<String, String> TYPES = types();

    private MimeType() {}

    static String of(String name) {
        String ending = ending(name);
        return TEXT.contains(ending.isEmpty() ? name : ending) ? "text/plain" : guessed(name, ending);
    }

    private static String guessed(String name, String ending) {
        if (PACKED.contains(ending)) {
            String unpacked = name.substring(0, name.length() - ending.length() - 1);
            return typeOf(ending(unpacked));
        }
        String lower = ending.toLowerCase(Locale.ROOT);
        return typeOf(PACKED_TAR.contains(lower) ? "tar" : lower.equals("svgz") ? "svg" : ending);
    }

    private static String typeOf(String ending) {
        return TYPES.getOrDefault(ending.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** Without its dot; empty where there is none but in front. */
    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        boolean named = !name.substring(0, Math.max(dot, 0)).replace(".", "").isEmpty();
        return named ? name.substring(dot + 1) : "";
    }

    private static Map<String, String> types() {
        Map<String, String> types = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(MimeType.class.getResourceAsStream("mime.types"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                Arrays.stream(words).skip(1).forEach(ending -> types.put(ending, words[0]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(types);
    }
}
