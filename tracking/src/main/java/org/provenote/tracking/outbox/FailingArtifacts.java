package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

        void failed() {
            tries++;
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

    /** Takes note of a failure, and says whether it is this one by which the artifact is tried seldom. */
    synchronized boolean failed(KeptArtifact artifact) {
        boolean before = isSeldom(artifact);
        failing.computeIfAbsent(artifact, a -> new Failing()).failed();
        return !before && isSeldom(artifact);
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

    /** How long nothing is to be tried of those that are tried seldom; empty if there is none. */
    synchronized Optional<Duration> pause() {
        return failing.values().stream()
                .filter(Failing::isSeldom)
                .map(known -> Duration.ofNanos(Math.max(0, known.nextTry - System.nanoTime())))
                .min(Duration::compareTo);
    }
}
