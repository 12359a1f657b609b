package org.provenote.magics;

import java.time.Duration;
import java.util.Locale;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.TrackingStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "end", description = "End the run in progress.")
final class EndMagic implements Runnable {
    /** How long a file gets to take the end; a server is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SessionState session;

    @Parameters(
            arity = "0..1",
            paramLabel = "STATUS",
            defaultValue = "FINISHED",
            description = "FINISHED, FAILED or KILLED.")
    private String status = "FINISHED";

    EndMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        RunStatus ending =
                Words.choice("status", status.toUpperCase(Locale.ROOT), RunStatus.class, RunStatus::isTerminal);
        ActiveRun run = session.activeRun();
        run.endRun(ending);
        if (isFoundInTrash(run)) {
            session.say("Run " + run.label()
                    + " is no longer in progress, but in the trash, where its end was not recorded;"
                    + " %mlflow undelete " + run.getId() + " brings it back, %mlflow start --run-id " + run.getId()
                    + " takes it up again then");
        } else {
            session.say("Run " + run.label() + " ended as " + ending);
            session.sayTrouble(run);
        }
    }

    /** Of what another program has done to the run, the outbox hears when the store refuses what it delivers. */
    private static boolean isFoundInTrash(ActiveRun run) {
        TrackingStore store = run.getClient().store();
        store.file().ifPresent(file -> store.flush(PATIENCE));
        DeliveryStatus delivery = store.delivery();
        try {
            return delivery.refused() > 0
                    && delivery.pendingBytes() == 0
                    && store.getRun(run.getId()).info().lifecycleStage() == LifecycleStage.DELETED;
        } catch (MlflowException e) {
            return false;
        }
    }
}
