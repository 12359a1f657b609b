package org.provenote.magics;

import java.util.stream.Collectors;
import org.provenote.notebook.NotebookLocation;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Experiment;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Say where runs go, which notebook this is and what is in progress.")
final class StatusMagic implements Runnable {
    private final SessionState session;

    StatusMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        NotebookLocation notebook = session.location().get();
        Experiment experiment = tracking.getClient().getExperiment(tracking.getExperimentId());
        session.say("Tracking    " + tracking.getClient().store().trackingUri());
        session.say("Experiment  " + experiment.name() + " (" + experiment.experimentId() + ")");
        session.say("Notebook    "
                + notebook.path()
                        .map(path -> path + " (by " + notebook.source() + ")")
                        .orElse("unknown: nobody told this kernel which notebook it runs"));
        session.say("In progress " + inProgress());
        session.say("Outbox      " + tracking.getClient().store().delivery().inWords());
        session.say("Kernel      " + session.kernel().name() + ", Java " + Runtime.version());
    }

    private String inProgress() {
        String runs = session.inProgress().stream().map(ActiveRun::getName).collect(Collectors.joining(", "));
        return runs.isEmpty() ? "no run" : runs;
    }
}
