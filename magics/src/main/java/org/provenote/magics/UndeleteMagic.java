package org.provenote.magics;

import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "undelete", description = "Bring a run back from the trash.")
final class UndeleteMagic implements Runnable {
    private final SessionState session;

    @Parameters(paramLabel = "RUN", description = "A run's name or id.")
    private String word = "";

    UndeleteMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        Run run = RunFinder.deleted(word, tracking);
        tracking.getClient().restoreRun(run.info().runId());
        session.say("Run " + run.info().label() + " (" + run.info().runId() + ") is back");
    }
}
