package org.provenote.server.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.server.json.Json;

/** How Python, in which MLflow's handlers check requests, sees values that came from JSON. */
final class Python {
    /** An error names the value found, but not a body full of it. */
    private static final int SHOWN = 500;

    private Python() {}

    static String typeName(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof Double || value instanceof Float) {
            return "float";
        }
        return value instanceof Number
                ? "int"
                : value instanceof String
                        ? "str"
                        : value instanceof Boolean ? "bool" : value instanceof List ? "list" : "dict";
    }

    static String json(@Nullable Object value) {
        String text = value == null ? "null" : new String(Json.bytes(value), StandardCharsets.UTF_8);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** Whether {@code int(value)} gives a number. */
    static boolean isInteger(@Nullable Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof String s && s.matches("\\s*[+-]?\\d{1,18}\\s*");
    }

    static long integer(@Nullable Object value) {
        return value instanceof Number number
                ? number.longValue()
                : value instanceof String text ? Long.parseLong(text.strip()) : 0;
    }

    /** Whether {@code float(value)} gives a number. */
    static boolean isNumber(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value instanceof Number || value instanceof Boolean;
        }
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return text.strip().toLowerCase(java.util.Locale.ROOT).matches("[+-]?(nan|inf|infinity)");
        }
    }
}
