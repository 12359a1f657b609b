package org.provenote.magics;

import java.util.stream.Collectors;
import org.provenote.notebook.NotebookLocation;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
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
        session.say("Tracking    " + tracking.getClient().store().trackingUri());
        session.say("Experiment  " + experiment(tracking));
        session.say("Notebook    "
                + notebook.path()
                        .map(path -> path + " (by " + notebook.source() + ")")
                        .orElse("unknown: " + whyUnknown(notebook)));
        session.say("In progress " + inProgress());
        session.say("Outbox      " + tracking.getClient().store().delivery().inWords());
        session.say("Kernel      " + session.kernel().name() + ", Java " + Runtime.version());
    }

    private static String whyUnknown(NotebookLocation notebook) {
        return notebook.source() == NotebookLocation.Source.RUNNING_CELL
                ? "several notebooks use this kernel, and not one of them alone has this cell in its file. Save the notebook"
                : "nobody told this kernel which notebook it runs";
    }

    private static String experiment(MlflowContext tracking) {
        if (!tracking.status().waitingRuns().isEmpty()) {
            return "not known while runs wait for the server";
        }
        try {
            Experiment experiment = tracking.getClient().getExperiment(tracking.getExperimentId());
            return experiment.name() + " (" + experiment.experimentId() + ")";
        } catch (MlflowException e) {
            return "not known: " + e.getMessage();
        }
    }

    private String inProgress() {
        String runs = session.inProgress().stream()
                .map(run -> run.label() + (run.isWaiting() ? " (waits for the server)" : ""))
                .collect(Collectors.joining(", "));
        return runs.isEmpty() ? "no run" : runs;
    }
}
