package org.provenote.magics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.store.ExperimentPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "experiment",
        description = "Choose the experiment for this notebook's next runs, made if missing; or say which it is.")
final class ExperimentMagic implements Runnable {
    private final SessionState session;

    @Parameters(arity = "0..1", paramLabel = "NAME")
    private @Nullable String name;

    ExperimentMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        // One attempt each: there is a way on without the server.
        MlflowClient prompt = new MlflowClient(tracking.getClient().store().withoutRetries());
        try {
            if (name != null) {
                Experiment named = prompt.store().findOrCreateExperiment(name);
                session.chooseExperiment(new ExperimentPlan.WithId(named.experimentId()));
            }
            Experiment active = prompt.getExperiment(tracking.getExperimentId());
            session.say("Experiment " + active.name() + " (" + active.experimentId() + ") is active");
        } catch (MlflowException e) {
            boolean isInterrupted = Thread.currentThread().isInterrupted();
            if (isInterrupted || !e.errorCode().isTemporary()) {
                throw e;
            }
            ExperimentPlan.Named chosen = byName().orElseThrow(() -> e);
            session.chooseExperiment(chosen);
            session.say("Experiment " + chosen.name() + " is chosen; it is found, or made, once "
                    + tracking.getClient().store().trackingUri() + " answers");
        }
    }

    /** The one that is asked for here or, if none is, was while the server did not answer. */
    private Optional<ExperimentPlan.Named> byName() {
        return Optional.ofNullable(name)
                .map(ExperimentPlan.Named::new)
                .or(() -> session.chosenExperiment()
                        .filter(ExperimentPlan.Named.class::isInstance)
                        .map(ExperimentPlan.Named.class::cast));
    }
}
