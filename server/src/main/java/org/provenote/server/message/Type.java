package org.provenote.server.message;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** How protobuf's JSON parser reads a scalar. */
interface Type {
    Type STRING = of(Check.STRING, Type::text, Type::plainText);
    Type INT64 = of(Check.INTEGER, json -> integer(json, Long.MIN_VALUE, Long.MAX_VALUE), Type::plainLong);
    Type INT32 = of(Check.INTEGER, json -> integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE), Type::plainInt);
    /** As its handler reads it from a query, not protobuf: as large as it is. */
    Type WHOLE = of(Check.INTEGER, json -> NotReadable.unless(BigInteger.class, Python.toInteger(json)), json -> null);

    Type BOOLEAN = of(Check.BOOLEAN, json -> NotReadable.unless(Boolean.class, json), Type::plainTruth);
    Type DOUBLE = of(Check.NUMBER, Type::real, Type::plainReal);

    /** What {@code json} says, {@code null} if it is as good as absent. */
    @Nullable
    Object read(Object json) throws NotReadable;

    /** What the current value is, read at once; {@code null} where that needs a closer look. */
    @Nullable
    Object plain(JsonParser json);

    /** The handler's own check of this type. */
    Check check();

    static Type choice(List<String> names) {
        return choice(Check.STRING, 1, names);
    }

    static Type numbered(List<String> names) {
        return choice(Check.INTEGER, 0, names);
    }

    /** A name, or a number in any spelling; unknown names are as good as absent, unknown numbers are not readable. */
    private static Type choice(Check check, int first, List<String> names) {
        return of(
                check,
                json -> {
                    if (json instanceof String name && names.contains(name)) {
                        return name;
                    }
                    BigInteger number = Python.toInteger(json);
                    if (number == null) {
                        if (json instanceof String || json instanceof Double) {
                            return null;
                        }
                        throw new NotReadable();
                    }
                    // Protobuf takes the last 32 bits of a number that has up to 64.
                    int index = number.intValue() - first;
                    if (number.bitLength() >= Long.SIZE || index < 0 || index >= names.size()) {
                        throw new NotReadable();
                    }
                    return names.get(index);
                },
                json -> json.currentToken() == JsonToken.VALUE_STRING && names.contains(json.getString())
                        ? json.getString()
                        : null);
    }

    private static String text(Object json) throws NotReadable {
        String text = NotReadable.unless(String.class, json);
        // An unpaired surrogate has no form in UTF-8.
        if (hasSurrogate(text) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new NotReadable();
        }
        return text;
    }

    private static @Nullable String plainText(JsonParser json) {
        String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : null;
        return text == null || hasSurrogate(text) ? null : text;
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static long integer(Object json, long least, long most) throws NotReadable {
        if (json instanceof Boolean || json instanceof String text && text.contains(" ")) {
            throw new NotReadable();
        }
        if ((json instanceof Integer || json instanceof Long) && isBetween(((Number) json).longValue(), least, most)) {
            return ((Number) json).longValue();
        }
        BigInteger value = Python.toWholeNumber(json);
        if (value == null
                || value.compareTo(BigInteger.valueOf(least)) < 0
                || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new NotReadable();
        }
        return value.longValue();
    }

    private static @Nullable Long plainLong(JsonParser json) {
        return isLong(json) ? json.getLongValue() : null;
    }

    private static @Nullable Long plainInt(JsonParser json) {
        Long value = plainLong(json);
        return value != null && value == value.intValue() ? value : null;
    }

    private static @Nullable Boolean plainTruth(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_TRUE || json.currentToken() == JsonToken.VALUE_FALSE
                ? json.getBooleanValue()
                : null;
    }

    private static boolean isLong(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != NumberType.BIG_INTEGER;
    }

    private static boolean isBetween(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private static double real(Object json) throws NotReadable {
        if (json instanceof BigInteger integer && Double.isInfinite(integer.doubleValue())) {
            throw MlflowException.invalid("The number " + Python.json(json) + " is too large.");
        }
        boolean unquoted = json instanceof Number number && !Double.isFinite(number.doubleValue());
        Double value = unquoted || json.equals("nan") ? null : Python.toFloat(json);
        if (value == null) {
            throw new NotReadable();
        }
        return value;
    }

    private static @Nullable Double plainReal(JsonParser json) {
        if (isLong(json)) {
            return (double) json.getLongValue();
        }
        double value = json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT ? json.getDoubleValue() : Double.NaN;
        return Double.isFinite(value) ? value : null;
    }

    private static Type of(Check check, Reader reader, Function<JsonParser, @Nullable Object> plain) {
        return new Type() {
            @Override
            public @Nullable Object read(Object json) throws NotReadable {
                return reader.read(json);
            }

            @Override
            public @Nullable Object plain(JsonParser json) {
                return plain.apply(json);
            }

            @Override
            public Check check() {
                return check;
            }
        };
    }

    /** Reads one scalar. */
    interface Reader {
        @Nullable
        Object read(Object json) throws NotReadable;
    }
}
