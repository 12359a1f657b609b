package org.provenote.provenance.diff;

import java.util.Optional;

/**
 * One thing that has another value.
 *
 * @param name such as a param's key or a jar's {@code group:artifact}
 * @param before empty where it was not there
 * @param after empty where it is no longer there
 */
public record Change(String name, Optional<String> before, Optional<String> after) {

    /** {@code name: before → after}. */
    @Override
    public String toString() {
        return name + ": " + before.orElse("–") + " → " + after.orElse("–");
    }
}
