package org.provenote.tracking.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Search expressions, good, odd and bad, from a resource with one a line. */
final class Expressions {
    private Expressions() {}

    static List<String> in(String resource) {
        try (InputStream lines = Objects.requireNonNull(Expressions.class.getResourceAsStream(resource), resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("<tab>", "\t")
                            .replace("<newline>", "\n")
                            .replace("<space>", " "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
