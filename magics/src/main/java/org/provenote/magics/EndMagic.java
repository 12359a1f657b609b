package org.provenote.magics;

import java.util.Locale;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunStatus;
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
            session.say("Run " + run.label()
                    + " is no longer in progress, but in the trash, where its end was not recorded;"
                    + " %mlflow undelete " + run.getId() + " brings it back");
        } else {
            session.say("Run " + run.label() + " ended as " + ending);
            session.sayTrouble(run);
        }
    }

    /** Of what another program has done to the run, the outbox hears when the store refuses what it delivers. */
    private static boolean isFoundInTrash(ActiveRun run) {
        MlflowClient client = run.getClient();
        try {
            return client.store().delivery().refused() > 0
                    && client.getRun(run.getId()).info().lifecycleStage() == LifecycleStage.DELETED;
        } catch (MlflowException e) {
            return false;
        }
    }
}
