package org.provenote.magics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.provenote.session.MagicException;

/** Turns the words of a magic into values, with an error that names what would be right. */
final class Words {
    private Words() {}

    /** The constant of that name, among those allowed. */
    static <E extends Enum<E>> E choice(String what, String word, Class<E> type, Predicate<E> allowed) {
        return Arrays.stream(type.getEnumConstants())
                .filter(allowed)
                .filter(constant -> constant.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new MagicException("'" + word + "' is no " + what + "; expected "
                        + Arrays.stream(type.getEnumConstants())
                                .filter(allowed)
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }

    /** The candidate that takes the fewest changes of a letter to reach from {@code word}. */
    static String nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> changes(word, candidate)))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    /** A metric's value: Java's syntax for doubles, and MLflow's {@code inf} and {@code nan}. */
    static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> parse(word);
        };
    }

    private static double parse(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new MagicException(
                    "'" + word + "' is no number; expected for example: %mlflow metric accuracy 0.93 --step 2"
                            + " (a Java value goes in braces: %mlflow metric accuracy {accuracy})");
        }
    }
}
