package org.provenote.server;

/** The server was asked for in a way that it cannot, or should not, start. The message says what to change. */
final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }
}
