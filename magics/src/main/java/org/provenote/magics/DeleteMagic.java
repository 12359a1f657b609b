package org.provenote.magics;

import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Move a run to the trash; %%mlflow undelete brings it back.")
final class DeleteMagic implements Runnable {
    private final SessionState session;

    @Parameters(paramLabel = "RUN", description = "A run's name or id.")
    private String word = "";

    DeleteMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        Run run = RunFinder.active(word, tracking);
        tracking.getClient().deleteRun(run.info().runId());
        session.say("Run " + run.info().label() + " is in the trash; %mlflow undelete "
                + run.info().runId() + " brings it back");
    }
}
