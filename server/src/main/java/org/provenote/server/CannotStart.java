package org.provenote.server;

/** A command that cannot, or should not, be carried out as it was given. The message says what to change. */
final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }
}
