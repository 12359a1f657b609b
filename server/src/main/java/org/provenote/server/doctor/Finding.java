package org.provenote.server.doctor;

/**
 * What a check found.
 *
 * @param good whether all is well
 * @param text what was found, and where it is not well, what to do
 */
public record Finding(boolean good, String text) {
    static Finding good(String text) {
        return new Finding(true, text);
    }

    static Finding bad(String text) {
        return new Finding(false, text);
    }

    @Override
    public String toString() {
        return (good ? "ok    " : "WRONG ") + text;
    }
}
