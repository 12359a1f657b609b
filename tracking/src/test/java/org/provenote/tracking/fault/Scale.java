package org.provenote.tracking.fault;

/**
 * How much of a fault is tried: all that its figure asks for with {@code -Dprovenote.fault=long} ({@code make fault}), a part
 * in every build.
 */
final class Scale {
    private static final boolean IN_FULL = "long".equals(System.getProperty("provenote.fault"));

    private Scale() {}

    static int of(int inEveryBuild, int inFull) {
        return IN_FULL ? inFull : inEveryBuild;
    }

    /** Prints a figure where all was tried; no test depends on one. */
    static void figure(String format, Object... values) {
        if (IN_FULL) {
            System.out.printf("FIGURE " + format + "%n", values);
        }
    }
}
