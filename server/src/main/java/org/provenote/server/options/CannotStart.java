package org.provenote.server.options;

/** A command that cannot, or should not, be carried out as it was given. The message says what to change. */
public final class CannotStart extends RuntimeException {
    public CannotStart(String message) {
        super(message);
    }
}
