package org.provenote.tracking.outbox;

import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;

/**
 * What the user is told about delivery: one notice when trouble begins, however many things go wrong in it, and none again
 * until all was well in between. What goes on meanwhile is shown to who asks. Thread-safe.
 *
 * <p>A notice waits for {@link #tell}, which is for who holds no lock: the user's own log handler may log to a run.
 */
final class Notices implements Courier.Listener {
    private static final System.Logger LOG = System.getLogger("provenote");

    private final Queue<String> untold = new ConcurrentLinkedQueue<>();
    /** Of experiments in the trash. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private @Nullable String problem;

    private boolean troubled;
    private long refused;

    /** Tells what there is to tell. */
    void tell() {
        for (String text = untold.poll(); text != null; text = untold.poll()) {
            try {
                LOG.log(System.Logger.Level.WARNING, text);
            } catch (RuntimeException e) {
                // The user's own log handler failed: no reason for a log call to.
            }
        }
    }

    /** Something does not go on, and will be tried again. */
    synchronized void trouble(String text) {
        problem = text;
        if (!troubled) {
            troubled = true;
            untold.add(text);
        }
    }

    @Override
    public void refused(Entry entry, MlflowException why) {
        refused("A log call for run " + entry.runId() + " was refused: " + why.getMessage());
    }

    /** The store will never take it. */
    void refused(KeptArtifact artifact, MlflowException why) {
        refused("The artifact '" + artifact.inWords() + "' of run " + artifact.runId() + " was refused: "
                + why.getMessage());
    }

    @Override
    public void elsewhere(Entry.Created run, Experiment trashed) {
        if (told.add(trashed.experimentId())) {
            remark("Experiment '" + trashed.name() + "' is in the trash, which the store had not said when the run "
                    + run.draft().info().runName() + " began: it and those like it go to '" + trashed.name()
                    + " (2)', or the next such name that is free. Restore the experiment with"
                    + " new MlflowClient().restoreExperiment(\"" + trashed.experimentId()
                    + "\"), or choose another name");
        }
    }

    /** Something that is no trouble for anything else. */
    void remark(String text) {
        untold.add(text);
        tell();
    }

    @Override
    public void setAside(Entry entry, Path file, MlflowException why) {
        synchronized (this) {
            add("A log call for run " + entry.runId() + " is set aside, as the server fails at it each time, while it"
                    + " takes others: " + why.getMessage() + ". It is kept in " + file + "; renamed to end in "
                    + Journal.SUFFIX + ", it is sent again by the next process");
            // With that, the trouble is over, and this is what came of it.
            troubled = false;
        }
        tell();
    }

    private void refused(String text) {
        synchronized (this) {
            refused++;
            add(text);
        }
        tell();
    }

    /** Told once for each kind of refusal in a row. */
    private void add(String text) {
        boolean told = problem != null && kind(problem).equals(kind(text));
        problem = text;
        if (!told) {
            untold.add(text);
        }
    }

    /** Some trouble is over, and the user has to know what came of it, such as that records are lost. */
    synchronized void last(String text) {
        problem = text;
        troubled = false;
        untold.add(text);
    }

    /** All goes on again. */
    synchronized void allWell() {
        if (troubled) {
            troubled = false;
            problem = null;
        }
    }

    synchronized @Nullable String problem() {
        return problem;
    }

    /** How much the store has refused for good. */
    synchronized long refused() {
        return refused;
    }

    private static String kind(String text) {
        return text.replaceAll("[0-9a-f]{2,}|\\d", "");
    }
}
