package org.provenote.server.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How protobuf's JSON parser reads a scalar. */
interface Type {
    Type STRING = of(Check.STRING, json -> NotReadable.unless(String.class, json));
    Type INT64 = of(Check.INTEGER, json -> integer(json, Long.MIN_VALUE, Long.MAX_VALUE));
    Type INT32 = of(Check.INTEGER, json -> integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE));
    Type BOOLEAN = of(Check.BOOLEAN, json -> NotReadable.unless(Boolean.class, json));
    Type DOUBLE = of(Check.NUMBER, Type::real);

    /** What {@code json} says, {@code null} if it is as good as absent. */
    @Nullable
    Object read(Object json) throws NotReadable;

    /** The handler's own check of this type. */
    Check check();

    static Type choice(List<String> names) {
        return choice(Check.STRING, 1, names);
    }

    static Type numbered(List<String> names) {
        return choice(Check.INTEGER, 0, names);
    }

    private static Type choice(Check check, int first, List<String> names) {
        return of(check, json -> {
            if (json instanceof String name && names.contains(name)) {
                return name;
            }
            try {
                long number = integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
                long index = number - first;
                return index >= 0 && index < names.size() ? names.get((int) index) : null;
            } catch (NotReadable e) {
                if (json instanceof String) {
                    return null;
                }
                throw e;
            }
        });
    }

    private static long integer(Object json, long least, long most) throws NotReadable {
        if (!(json instanceof Number) && !(json instanceof String)) {
            throw new NotReadable();
        }
        try {
            BigInteger value = json instanceof String text
                    ? new BigInteger(text.startsWith("+") ? text.substring(1) : text)
                    : new BigDecimal(json.toString()).toBigIntegerExact();
            long exact = value.longValueExact();
            if (exact >= least && exact <= most) {
                return exact;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Not a whole number, or beyond 64 bits: as unreadable as any other text.
        }
        throw new NotReadable();
    }

    private static double real(Object json) throws NotReadable {
        if (json instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        if (json instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return realText(NotReadable.unless(String.class, json));
    }

    private static double realText(String text) throws NotReadable {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text);
        };
    }

    private static double decimal(String text) throws NotReadable {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new NotReadable();
        }
    }

    private static Type of(Check check, Reader reader) {
        return new Type() {
            @Override
            public @Nullable Object read(Object json) throws NotReadable {
                return reader.read(json);
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
