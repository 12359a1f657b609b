package org.provenote.tracking.wire;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in text as Python reads them: blanks around them, digits of any script, and {@code 1_000}. */
public final class PythonNumbers {
    /** Longer ones than Python itself reads are of no use to anyone. */
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,400}");

    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(e[+-]?\\d+)?");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)_(?=\\d)");
    /** In steps as many as there are characters: blanks in the middle are looked at once. */
    private static final Pattern BLANKS_AROUND = Pattern.compile("(?U)^\\s++|(?<!\\s)\\s++\\z");

    private PythonNumbers() {}

    /** The text without the blanks around it, any script's; those around a number are none to Python. */
    public static String strip(String text) {
        return isPlain(text) ? text.strip() : BLANKS_AROUND.matcher(text).replaceAll("");
    }

    /** {@code int(text)}. */
    public static Optional<BigInteger> integer(String text) {
        String digits = digits(text);
        return INTEGER.matcher(digits).matches() ? Optional.of(new BigInteger(digits)) : Optional.empty();
    }

    /** {@code float(text)}. */
    public static Optional<Double> real(String text) {
        String digits = digits(text).toLowerCase(Locale.ROOT);
        return switch (digits) {
            case "nan", "+nan", "-nan" -> Optional.of(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> REAL.matcher(digits).matches() ? Optional.of(Double.valueOf(digits)) : Optional.empty();
        };
    }

    /** The same number in the digits of ASCII, with nothing around or between them. */
    private static String digits(String text) {
        String digits = isPlain(text) ? text.strip() : inAscii(strip(text));
        return digits.contains("_") ? BETWEEN_DIGITS.matcher(digits).replaceAll("") : digits;
    }

    private static String inAscii(String text) {
        return text.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > 0x1f && c < 0x7f);
    }
}
