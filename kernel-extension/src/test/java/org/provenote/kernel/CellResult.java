package org.provenote.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cell sent.
 *
 * @param printed standard output and error
 * @param value the result as text, {@code null} if there was none
 * @param displays what was displayed, by mime type
 * @param error the error, {@code null} if there was none
 * @param shownSource the source that front ends were told of
 */
record CellResult(
        String printed,
        @Nullable String value,
        List<Map<String, Object>> displays,
        @Nullable CellError error,
        String shownSource,
        String replyStatus) {

    record CellError(String name, String message, List<String> traceback) {}

    /** This result, which must not be an error. */
    CellResult ok() {
        if (error != null) {
            throw new AssertionError("the cell failed: " + error);
        }
        return this;
    }

    /** The error, which must be there. */
    CellError failure() {
        if (error == null) {
            throw new AssertionError("the cell succeeded, printing: " + printed);
        }
        return error;
    }
}
