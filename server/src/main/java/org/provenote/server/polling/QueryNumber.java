package org.provenote.server.polling;

import org.provenote.server.http.Request;
import org.provenote.tracking.MlflowException;

/** A number among a request's query parameters. */
public final class QueryNumber {
    private QueryNumber() {}

    /** How many items a page of an answer has at most: {@code max_results}. */
    public static int maxResults(Request request) {
        return of(request, "max_results", 100, 1, 1_000);
    }

    /**
     * Its value, {@code unset} where it is absent or empty.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if it is no number from {@code least} to {@code most}
     */
    public static int of(Request request, String name, int unset, int least, int most) {
        String text = request.text(name).orElse(String.valueOf(unset));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message that says what is right.
        }
        throw MlflowException.invalid(
                "Invalid value for parameter '" + name + "': expected a number from " + least + " to " + most + ".");
    }
}
