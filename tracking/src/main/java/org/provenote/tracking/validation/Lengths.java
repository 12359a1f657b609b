package org.provenote.tracking.validation;

import org.provenote.tracking.MlflowException;

/** Lengths of texts in characters as Python counts them: code points. */
public final class Lengths {
    private static final int SHOWN = 500;

    private Lengths() {}

    static void check(String what, int limit, String value) {
        check(Place.ALONE, what, limit, value);
    }

    static void check(Place place, String what, int limit, String value) {
        int length = length(value);
        if (length > limit) {
            throw MlflowException.invalid("'" + place.of(what) + "' exceeds the maximum length of " + limit
                    + " characters: got " + length + " in '" + cut(value, 40) + "…'");
        }
    }

    static String cut(String value, int limit) {
        return value.length() <= limit || length(value) <= limit
                ? value
                : value.substring(0, value.offsetByCodePoints(0, limit));
    }

    /** A value that is refused, for the error text: its start, if it is as long as no value may be. No character is cut in two. */
    public static String shown(String value) {
        return value.length() <= SHOWN ? value : cut(value, SHOWN) + "…";
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
