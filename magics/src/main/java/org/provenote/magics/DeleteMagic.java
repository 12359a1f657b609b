package org.provenote.magics;

import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
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
        String id = run.info().runId();
        boolean inProgress = RunContext.inProgress(run).isPresent();
        tracking.getClient().deleteRun(id);
        session.say("Run " + run.info().label()
                + whose(run, tracking)
                + (inProgress ? " ended as KILLED and" : "") + " is in the trash; %mlflow undelete " + id
                + " brings it back");
    }

    /** Where it is another's, and that one is known. */
    private static String whose(Run run, MlflowContext tracking) {
        String user = run.info().userId();
        return RunFinder.isOwn(run, tracking) || user.isEmpty() || user.equals(RunInfo.UNKNOWN_USER)
                ? ""
                : " of " + user;
    }
}
