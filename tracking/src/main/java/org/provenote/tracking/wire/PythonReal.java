package org.provenote.tracking.wire;

import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** A real number with the digits of Python's {@code repr}. */
public final class PythonReal {
    /** From here up, and below 0.0001, Python writes an exponent. */
    private static final int FIRST_EXPONENT = 16;

    private static final int LAST_EXPONENT = -5;

    private PythonReal() {}

    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        String shortest = NumberOutput.toString(value, true);
        int mark = shortest.indexOf('E');
        return mark < 0 ? shortest : scientific(shortest, mark);
    }

    private static String scientific(String shortest, int mark) {
        int exponent = Integer.parseInt(shortest.substring(mark + 1));
        if (exponent > LAST_EXPONENT && exponent < FIRST_EXPONENT) {
            String plain = new BigDecimal(shortest).stripTrailingZeros().toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.substring(0, mark);
        int end = digits.endsWith(".0") ? digits.length() - 2 : digits.length();
        String power = Integer.toString(Math.abs(exponent));
        return digits.substring(0, end) + (exponent < 0 ? "e-" : "e+") + (power.length() < 2 ? "0" : "") + power;
    }

    /** As {@code json.dumps} writes it: NaN and the infinities by their names, without quotes. */
    static final class Serializer extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(text(value));
            } else {
                json.writeNumber(value);
            }
        }
    }
}
