package org.provenote.tracking.store;

import java.util.ArrayList;
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
 * @param earlier how many earlier processes have left something that waits for the store
 * @param waitingRuns the runs that began and are to be made in the store once it answers, by their provisional ids
 * @param artifacts how many artifacts wait to be saved
 * @param problem why delivery does not go on, or the last refusal, in words for the user; {@code null} if all is well with what this
 *     process logged
 * @param earlierProblem why the last of the earlier processes waits, in words for the user; {@code null} if none is known to
 */
public record DeliveryStatus(
        long pendingBytes,
        long inMemory,
        long lost,
        long refused,
        long setAside,
        long earlier,
        List<String> waitingRuns,
        long artifacts,
        @Nullable String problem,
        @Nullable String earlierProblem) {
    /** Nothing waits and nothing went wrong. */
    public static final DeliveryStatus ALL_WELL = new DeliveryStatus(0, 0, 0, 0, 0, 0, List.of(), 0, null, null);

    /** The same in one line, for the user. */
    public String inWords() {
        List<String> parts = new ArrayList<>();
        add(parts, waitingRuns.size(), "run waits for the server", "runs wait for the server");
        add(parts, pendingBytes, "byte waits for the store", "bytes wait for the store");
        add(parts, inMemory, "log call is in memory only", "log calls are in memory only");
        add(parts, artifacts, "artifact waits", "artifacts wait");
        add(parts, earlier, "earlier process has left what waits", "earlier processes have left what waits");
        add(parts, lost, "log call is lost", "log calls are lost");
        add(parts, refused, "log call refused", "log calls refused");
        add(
                parts,
                setAside,
                "log call is set aside (the server fails each time)",
                "log calls are set aside (the server fails each time)");
        String words = String.join("; ", parts);
        String why = problem == null ? earlierProblem : problem;
        if (why == null) {
            return words.isEmpty() ? "all delivered" : words;
        }
        return words.isEmpty() ? why : words + ". " + why;
    }

    private static void add(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }
}
