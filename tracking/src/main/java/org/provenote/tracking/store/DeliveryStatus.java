package org.provenote.tracking.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was logged and has not reached the store yet.
 *
 * @param pendingBytes size of what waits in a file; 0 when all is delivered
 * @param inMemory how many log calls wait in memory only, since no file could be written; they end with this process
 * @param lost how many log calls of this outage found no room in memory either
 * @param refused how many log calls the store has refused for good, since this process began
 * @param setAside how many log calls lie in files of their own, since the server fails at them, also those of earlier processes
 * @param waitingRuns the runs that began and are to be made in the store once it answers, by their provisional ids
 * @param artifacts how many artifacts wait to be saved
 * @param problem why delivery does not go on, or the last refusal, in words for the user; {@code null} if all is well
 */
public record DeliveryStatus(
        long pendingBytes,
        long inMemory,
        long lost,
        long refused,
        long setAside,
        List<String> waitingRuns,
        long artifacts,
        @Nullable String problem) {
    /** Nothing waits and nothing went wrong. */
    public static final DeliveryStatus ALL_WELL = new DeliveryStatus(0, 0, 0, 0, 0, List.of(), 0, null);

    /** The same in one line, for the user. */
    public String inWords() {
        String runs = waitingRuns.isEmpty()
                ? ""
                : "; " + counted(waitingRuns.size(), "run waits", "runs wait") + " for the server";
        String files = pendingBytes == 0 ? "" : "; " + pendingBytes + " bytes wait for the store";
        String memory = inMemory == 0 ? "" : "; " + inMemory + " log calls are in memory only";
        String losses = lost == 0 ? "" : "; " + lost + " log calls are lost";
        String refusals = refused == 0 ? "" : "; " + refused + " log calls refused";
        String aside = setAside == 0
                ? ""
                : "; " + counted(setAside, "log call is", "log calls are") + " set aside (the server fails each time)";
        String kept = artifacts == 0 ? "" : "; " + counted(artifacts, "artifact waits", "artifacts wait");
        String all = runs + files + memory + kept;
        String words = (all.isEmpty() ? "; all delivered" : all) + losses + refusals + aside;
        return words.substring(2) + (problem == null ? "" : ". " + problem);
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
