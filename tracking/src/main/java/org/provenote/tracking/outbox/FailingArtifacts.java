package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.MlflowException;

/**
 * Artifacts that a server answers with a failure. While it may pass, those of the same run wait behind one. Where the server
 * fails at it again and again, by the {@link SetAside.Rule}, it is tried seldom from then on and nothing waits for it:
 *
 * <pre>
 * sent --(500)--> sent at each try --(by the rule)--> sent seldom --(taken, or refused)--> gone
 * </pre>
 *
 * Thread-safe.
 */
final class FailingArtifacts {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final SetAside.Rule rule;
    private final Map<KeptArtifact, Failing> failing = new HashMap<>();

    FailingArtifacts(SetAside.Rule rule) {
        this.rule = rule;
    }

    /** One of them, since its first failure. */
    private final class Failing {
        private final long since = System.nanoTime();
        private final BackOff backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE);
        private int tries;
        private long nextTry;
        private String why = "";

        void failed(MlflowException failure) {
            tries++;
            why = String.valueOf(failure.getMessage());
            if (tries >= rule.tries()
                    && System.nanoTime() - since >= rule.over().toNanos()) {
                backOff.failed();
                nextTry = System.nanoTime() + backOff.pause().toNanos();
            }
        }

        boolean isSeldom() {
            return backOff.isOn();
        }
    }

    /** Takes note of a failure. If from this one on the artifact is tried seldom, says so. */
    synchronized Optional<String> failed(KeptArtifact artifact, MlflowException why) {
        boolean before = isSeldom(artifact);
        failing.computeIfAbsent(artifact, a -> new Failing()).failed(why);
        return before || !isSeldom(artifact) ? Optional.empty() : inWords(artifact);
    }

    /** Why it is still kept. */
    synchronized Optional<String> inWords(KeptArtifact artifact) {
        return Optional.ofNullable(failing.get(artifact))
                .map(known -> "The artifact '" + artifact.inWords() + "' of run " + artifact.runId()
                        + " is kept and tried again seldom, as the server fails at it each time: " + known.why);
    }

    /** It will never be saved. */
    synchronized void forget(KeptArtifact artifact) {
        failing.remove(artifact);
    }

    /** It is saved. If the server had failed at it, the others may be tried, too. */
    synchronized void isSaved(KeptArtifact artifact) {
        if (failing.remove(artifact) != null) {
            endPauses();
        }
    }

    synchronized boolean has(KeptArtifact artifact) {
        return failing.containsKey(artifact);
    }

    synchronized boolean isSeldom(KeptArtifact artifact) {
        Failing known = failing.get(artifact);
        return known != null && known.isSeldom();
    }

    /** Whether it is one that is not tried now. */
    synchronized boolean isPausing(KeptArtifact artifact) {
        Failing known = failing.get(artifact);
        return known != null && known.isSeldom() && known.nextTry - System.nanoTime() > 0;
    }

    /** The server may be better now. */
    synchronized void endPauses() {
        failing.values().forEach(known -> known.nextTry = System.nanoTime());
    }
}
