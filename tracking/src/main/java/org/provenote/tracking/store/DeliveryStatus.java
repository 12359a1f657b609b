package org.provenote.tracking.store;

import org.jspecify.annotations.Nullable;

/**
 * What was logged and has not reached the store yet.
 *
 * @param pendingBytes size of what waits; 0 when all is delivered
 * @param refused how many log calls the store has refused for good, since this process began
 * @param problem why delivery does not go on, or the last refusal, in words for the user; {@code null} if all is well
 */
public record DeliveryStatus(
        long pendingBytes, long refused, @Nullable String problem) {
    /** Nothing waits and nothing went wrong. */
    public static final DeliveryStatus ALL_WELL = new DeliveryStatus(0, 0, null);

    /** The same in one line, for the user. */
    public String inWords() {
        String waiting = pendingBytes == 0 ? "all delivered" : pendingBytes + " bytes wait for the store";
        String refusals = refused == 0 ? "" : "; " + refused + " log calls refused";
        return waiting + refusals + (problem == null ? "" : ". " + problem);
    }
}
