package org.provenote.magics;

import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.NotebookLocation;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingStore;
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

    private String experiment(MlflowContext tracking) {
        if (!tracking.status().waitingRuns().isEmpty()) {
            return "not known while runs wait for the server";
        }
        try {
            return find(tracking.getClient().store())
                    .map(found -> found.name() + " (" + found.experimentId() + ")")
                    .orElseGet(() -> "none yet; the first run " + whatItDoes());
        } catch (MlflowException e) {
            return "not known: " + e.getMessage();
        }
    }

    /** As a run would, and nothing is made: who asks where runs go has perhaps none. */
    private Optional<Experiment> find(TrackingStore store) {
        if (store.file().filter(Files::notExists).isPresent()) {
            return Optional.empty();
        }
        ExperimentPlan chosen = chosen();
        return chosen == null
                ? session.ofNotebook().find(session.location().get(), store)
                : chosen instanceof ExperimentPlan.WithId known
                        ? Optional.of(store.getExperiment(known.experimentId()))
                        : store.findActiveExperiment(((ExperimentPlan.Named) chosen).name());
    }

    private String whatItDoes() {
        ExperimentPlan chosen = chosen();
        return chosen == null
                ? "makes one, named after the "
                        + (session.location().get().path().isPresent() ? "notebook" : "folder")
                : chosen instanceof ExperimentPlan.WithId known
                        ? "goes to the one with the id " + known.experimentId()
                        : "makes " + ((ExperimentPlan.Named) chosen).name();
    }

    private @Nullable ExperimentPlan chosen() {
        return session.chosenExperiment()
                .or(() -> TrackingEnvironment.ofProcess().experimentPlan())
                .orElse(null);
    }

    private String inProgress() {
        String runs = session.inProgress().stream()
                .map(run -> run.label() + (run.isWaiting() ? " (waits for the server)" : ""))
                .collect(Collectors.joining(", "));
        return runs.isEmpty() ? "no run" : runs;
    }
}
