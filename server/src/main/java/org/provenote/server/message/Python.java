package org.provenote.server.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.validation.Lengths;
import org.provenote.tracking.wire.PythonJson;
import org.provenote.tracking.wire.PythonNumbers;

/** How Python, in which MLflow's handlers check requests, sees values that came from JSON. */
final class Python {
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

    /** For the text of an error: not a body full of it. */
    static String json(@Nullable Object value) {
        return Lengths.shown(PythonJson.compact(value));
    }

    /** Whether {@code int(value)} gives a number. */
    static boolean isInteger(@Nullable Object value) {
        return toInteger(value) != null;
    }

    static long integer(@Nullable Object value) {
        BigInteger integer = toInteger(value);
        return integer == null
                ? 0
                : integer.max(BigInteger.valueOf(Long.MIN_VALUE))
                        .min(BigInteger.valueOf(Long.MAX_VALUE))
                        .longValue();
    }

    /** Whether {@code float(value)} gives a number. */
    static boolean isNumber(@Nullable Object value) {
        return toFloat(value) != null;
    }

    /** {@code int(value)}: a fraction is cut off, but not one in a string. */
    static @Nullable BigInteger toInteger(@Nullable Object value) {
        if (value instanceof String text) {
            return PythonNumbers.integer(text).orElse(null);
        }
        Double real = toFloat(value);
        if (value instanceof BigInteger big) {
            return big;
        }
        if (value instanceof Long || value instanceof Integer) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return real != null && Double.isFinite(real) ? new BigDecimal(real).toBigInteger() : null;
    }

    /** As protobuf takes integers: also a string that spells a real number without a fraction. */
    static @Nullable BigInteger toWholeNumber(Object value) {
        BigInteger integer = toInteger(value);
        if (integer != null && !(value instanceof Double)) {
            return integer;
        }
        Double real = toFloat(value);
        boolean whole = real != null && Double.isFinite(real) && real == Math.rint(real);
        return whole ? new BigDecimal(real).toBigInteger() : null;
    }

    /** {@code float(value)}. */
    static @Nullable Double toFloat(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? PythonNumbers.real(text).orElse(null) : null;
    }
}
