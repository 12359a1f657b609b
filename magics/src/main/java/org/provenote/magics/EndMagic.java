package org.provenote.magics;

import java.util.Locale;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.LeftInTrash;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.TrackingStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "end", description = "End the run in progress.")
final class EndMagic implements Runnable {
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
            session.say(LeftInTrash.inWords(run.label(), run.getId()));
        } else {
            session.say("Run " + run.label() + " ended as " + ending);
            session.sayTrouble(run);
        }
    }

    /**
     * Whether another program has put the run into the trash. A file is asked itself, beside the outbox, whose thread may not
     * have brought the end yet; a server only once it has refused something, and where nothing waits for it.
     */
    private static boolean isFoundInTrash(ActiveRun run) {
        TrackingStore store = run.getClient().store();
        DeliveryStatus delivery = store.delivery();
        if (store.file().isEmpty() && (delivery.refused() == 0 || delivery.pendingBytes() > 0)) {
            return false;
        }
        try {
            RunInfo found = store.withoutRetries().getRun(run.getId()).info();
            return found.lifecycleStage() == LifecycleStage.DELETED
                    && !found.status().isTerminal();
        } catch (MlflowException e) {
            return false;
        }
    }
}
