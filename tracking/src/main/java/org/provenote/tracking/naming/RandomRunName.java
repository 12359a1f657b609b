package org.provenote.tracking.naming;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A name for a run that got none, such as {@code bold-ape-314}: MLflow's words and MLflow's rule. */
public final class RandomRunName {
    private static final int MAX_LENGTH = 20;
    private static final int TRIES = 10;
    private static final int NUMBERS = 1_001;
    private static final List<String> PREDICATES = words("run-name-predicates.txt");
    private static final List<String> NOUNS = words("run-name-nouns.txt");

    private RandomRunName() {}

    public static String next() {
        return Stream.generate(RandomRunName::any)
                .limit(TRIES)
                .filter(name -> name.length() <= MAX_LENGTH)
                .findFirst()
                .orElseGet(RandomRunName::shortened);
    }

    private static String any() {
        return pick(PREDICATES) + "-" + pick(NOUNS) + "-"
                + ThreadLocalRandom.current().nextInt(NUMBERS);
    }

    private static String shortened() {
        String name = any();
        return name.substring(0, Math.min(name.length(), MAX_LENGTH));
    }

    private static String pick(List<String> words) {
        return words.get(ThreadLocalRandom.current().nextInt(words.size()));
    }

    private static List<String> words(String resource) {
        try (InputStream words = RandomRunName.class.getResourceAsStream(resource)) {
            if (words == null) {
                throw new IllegalStateException("The resource " + resource + " is missing from this jar");
            }
            return new String(words.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(word -> !word.isBlank() && !word.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
