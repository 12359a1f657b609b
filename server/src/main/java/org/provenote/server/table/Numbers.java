package org.provenote.server.table;

import java.math.BigDecimal;
import java.math.MathContext;

/** Metric values to be read by people. */
final class Numbers {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private Numbers() {}

    /** Four significant digits, whole numbers whole. */
    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.valueOf((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e15 ? rounded.toPlainString() : rounded.toString();
    }
}
