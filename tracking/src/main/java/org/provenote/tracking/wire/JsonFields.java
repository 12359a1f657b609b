package org.provenote.tracking.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import tools.jackson.databind.JsonNode;

/**
 * Reads fields of a JSON object by protobuf's rules: absent and {@code null} are the same, 64-bit numbers may come as
 * strings, and doubles as {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. What cannot be read is an
 * {@code INVALID_PARAMETER_VALUE}.
 */
public final class JsonFields {
    /** Characters. No number of 64 bits is longer, and to understand one of a million digits takes minutes. */
    private static final int LONGEST_NUMBER = 400;

    private JsonFields() {}

    /** Text; {@code ""} where it is absent. A number or boolean counts as its text. */
    public static String text(JsonNode object, String name) {
        return optionalText(object, name).orElse("");
    }

    /** Text that must be there and not be empty. */
    public static String requiredText(JsonNode object, String name) {
        return optionalText(object, name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
    }

    public static Optional<String> optionalText(JsonNode object, String name) {
        return field(object, name).map(node -> {
            if (node.isContainer()) {
                throw unexpected(name, node, "text");
            }
            return node.asString();
        });
    }

    /** A whole number; {@code absent} where there is none. */
    public static long number(JsonNode object, String name, long absent) {
        Long number = optionalNumber(object, name);
        return number == null ? absent : number;
    }

    public static @Nullable Long optionalNumber(JsonNode object, String name) {
        JsonNode node = field(object, name).orElse(null);
        if (node == null || (node.isString() && node.asString().isBlank())) {
            return null;
        }
        try {
            return node.isIntegralNumber() ? (Long) exact(node) : Long.valueOf(whole(node));
        } catch (ArithmeticException | NumberFormatException e) {
            throw unexpected(name, node, "a whole number of 64 bits");
        }
    }

    /** A double that must be there. */
    public static double decimal(JsonNode object, String name) {
        JsonNode node = field(object, name).orElseThrow(() -> missing(name));
        if (node.isNumber()) {
            return node.asDouble();
        }
        try {
            return decimal(node.isString() ? node.asString().strip() : "");
        } catch (NumberFormatException e) {
            throw unexpected(name, node, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }
    }

    /** The items of an array; none where it is absent. */
    public static <T> List<T> list(JsonNode object, String name, Function<JsonNode, T> mapper) {
        return field(object, name).stream()
                .flatMap(node -> {
                    if (!node.isArray()) {
                        throw unexpected(name, node, "a list");
                    }
                    return node.values().stream();
                })
                .map(mapper)
                .toList();
    }

    private static Optional<JsonNode> field(JsonNode object, String name) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static long exact(JsonNode node) {
        return node.bigIntegerValue().longValueExact();
    }

    /** A whole number in a string or, as Python may send it, with a fraction of zero. */
    private static long whole(JsonNode node) {
        String text = node.isString() || node.isNumber() ? node.asString().strip() : "";
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException();
        }
        return new java.math.BigDecimal(text).longValueExact();
    }

    private static double decimal(String text) {
        return switch (text) {
            case "NaN", "nan" -> Double.NaN;
            case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static MlflowException missing(String name) {
        return MlflowException.invalid("Missing value for required parameter '" + name + "'.");
    }

    private static MlflowException unexpected(String name, JsonNode found, String expected) {
        String shown = found.toString();
        return MlflowException.invalid("Invalid value " + (shown.length() > 100 ? shown.substring(0, 100) + "…" : shown)
                + " for parameter '" + name + "' supplied: expected " + expected);
    }
}
