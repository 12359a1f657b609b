package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** Turns what goes wrong with files into what a user is told. */
final class Failure {
    private Failure() {}

    interface Action {
        void run() throws IOException;
    }

    interface Question<T> {
        T ask() throws IOException;
    }

    static void unless(Action action, String what) {
        unless(
                () -> {
                    action.run();
                    return true;
                },
                what);
    }

    static <T> T unless(Question<T> question, String what) {
        try {
            return question.ask();
        } catch (IOException | UncheckedIOException e) {
            throw of(what, e);
        }
    }

    static MlflowException of(String what, Exception e) {
        return new MlflowException(
                ErrorCode.INTERNAL_ERROR, what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
}
