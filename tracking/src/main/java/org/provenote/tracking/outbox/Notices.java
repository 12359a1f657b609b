package org.provenote.tracking.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What the user is told about delivery: one notice when trouble begins, however many things go wrong in it, and none again
 * until all was well in between. What goes on meanwhile is shown to who asks. Used under the lock of the delivery.
 */
final class Notices {
    private static final System.Logger LOG = System.getLogger("provenote");

    private @Nullable String problem;
    private boolean troubled;

    /** Something does not go on, and will be tried again. */
    void trouble(String text) {
        problem = text;
        if (!troubled) {
            troubled = true;
            LOG.log(System.Logger.Level.WARNING, text);
        }
    }

    /** The store refused something for good. Said once for each kind of refusal in a row. */
    void refusal(String text) {
        boolean said = problem != null && kind(problem).equals(kind(text));
        problem = text;
        if (!said) {
            LOG.log(System.Logger.Level.WARNING, text);
        }
    }

    /** Some trouble is over, and the user has to know what came of it, such as that records are lost. */
    void last(String text) {
        problem = text;
        troubled = false;
        LOG.log(System.Logger.Level.WARNING, text);
    }

    /** All goes on again. */
    void allWell() {
        if (troubled) {
            troubled = false;
            problem = null;
        }
    }

    @Nullable
    String problem() {
        return problem;
    }

    private static String kind(String text) {
        return text.replaceAll("[0-9a-f]{2,}|\\d", "");
    }
}
