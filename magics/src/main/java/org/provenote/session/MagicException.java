package org.provenote.session;

/** A magic that could not be carried out. Its message is one line that says what is wrong and what would be right. */
public class MagicException extends RuntimeException {
    public MagicException(String message) {
        super(message);
    }

    public MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
