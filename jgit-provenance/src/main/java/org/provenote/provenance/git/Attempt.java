package org.provenote.provenance.git;

import java.io.IOException;
import java.util.Optional;

/** A question to a repository that may be broken: no answer is an answer. */
@FunctionalInterface
public interface Attempt<T> {

    Optional<T> ask() throws IOException;

    static <T> Optional<T> to(Attempt<T> question) {
        try {
            return question.ask();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }
}
