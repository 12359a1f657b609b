package org.provenote.tracking.outbox;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/**
 * The artifacts of this process that are saved later: since the store does not take them now, since others of their run are before
 * them, or since nobody shall wait for them. Says how they fare.
 */
final class OwnArtifacts implements ArtifactDelivery.Listener {
    private final Arrivals arrivals;
    private final KeptArtifacts kept;
    private final Notices notices;
    private final Records records;
    private final boolean isElsewhere;
    private final ArtifactDelivery delivery;

    /** What becomes of the records, which go before. */
    interface Records {
        /** Whether the store could not be reached when it was tried last. */
        boolean isInTrouble();

        /** Whether the program ends, and nobody would save what is left for later. */
        boolean areEnding();

        /** No artifact of this process is to be waited for any more. */
        void artifactsSaved();
    }

    OwnArtifacts(
            TrackingStore store,
            Arrivals arrivals,
            KeptArtifacts kept,
            SetAside.Rule rule,
            Notices notices,
            Records records) {
        this.arrivals = arrivals;
        this.kept = kept;
        this.notices = notices;
        this.records = records;
        this.isElsewhere = store.file().isEmpty();
        this.delivery = new ArtifactDelivery(store, arrivals, kept, rule, this);
    }

    /** The thread that saves them, and those of dead processes. */
    ArtifactDelivery delivery() {
        return delivery;
    }

    int waiting() {
        return kept.size();
    }

    /** Whether there is no use in trying to save one of that run now. */
    boolean mustWait(String runId) {
        return arrivals.waiting(runId).isPresent()
                || kept.hasSomethingOf(runId, arrivals::idOf)
                || (isElsewhere && records.isInTrouble());
    }

    /** Keeps one since others are before it. */
    void keepInOrder(String what, Consumer<KeptArtifacts> keeping) {
        boolean nextToGo = delivery.isDone();
        keeping.accept(kept);
        if (nextToGo) {
            delivery.wake();
        } else {
            sayIsKept(what, "what was logged before it waits too");
        }
    }

    /** Keeps one that could not be saved. */
    void keepAfter(MlflowException failure, String what, Consumer<KeptArtifacts> keeping) {
        keeping.accept(kept);
        sayIsKept(what, String.valueOf(failure.getMessage()));
    }

    private void sayIsKept(String what, String why) {
        notices.trouble(
                "The artifact '" + what + "' could not be saved now and is kept (" + kept.size() + " wait): " + why);
        notices.tell();
        delivery.wake();
    }

    /**
     * Leaves one to the thread that saves those that are kept, unless the store is a file, which keeps nobody waiting.
     *
     * @param keeping says whether it is kept
     * @return false if it is not, so that the caller saves it
     */
    boolean saveSoon(Predicate<KeptArtifacts> keeping) {
        boolean left = isElsewhere && !records.areEnding() && keeping.test(kept);
        if (left) {
            delivery.wake();
        }
        return left;
    }

    /** What keeps the first of those that the server fails at each time, in words. */
    @Nullable
    String failureInWords() {
        return delivery.failureInWords().orElse(null);
    }

    /** What the program takes with it when it ends, in words. */
    Optional<String> lossInWords() {
        return kept.lossInWords();
    }

    @Override
    public void refused(KeptArtifact artifact, MlflowException why) {
        notices.refused(artifact, why);
    }

    @Override
    public void failsEachTime(String inWords) {
        notices.remark(inWords);
    }

    @Override
    public void artifactsWait(Throwable why) {
        if (!records.isInTrouble()) {
            notices.trouble(kept.size() + " artifacts wait to be saved: " + Trouble.inWords(why));
            notices.tell();
        }
    }

    @Override
    public void artifactsSaved() {
        records.artifactsSaved();
    }
}
