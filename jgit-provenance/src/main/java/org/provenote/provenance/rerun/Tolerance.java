package org.provenote.provenance.rerun;

/**
 * How far a metric may be off: by {@code absolute}, or by {@code relative} of the original's size, whichever allows more.
 */
public record Tolerance(double relative, double absolute) {
    /** A millionth: what the order of floating-point sums makes, and no change of the model does. */
    public static final Tolerance DEFAULT = new Tolerance(1e-6, 1e-12);

    Sameness compare(double original, double again) {
        // equal also for NaN, which is equal to nothing by ==, and unlike compare for the two zeros
        if (original == again || (Double.isNaN(original) && Double.isNaN(again))) {
            return Sameness.IDENTICAL;
        }
        double allowed = Math.max(absolute, relative * Math.abs(original));
        return Double.isFinite(original) && Math.abs(original - again) <= allowed
                ? Sameness.WITHIN_TOLERANCE
                : Sameness.DIFFERS;
    }
}
