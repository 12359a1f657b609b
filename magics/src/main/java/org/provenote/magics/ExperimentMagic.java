package org.provenote.magics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.session.MagicException;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
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
        MlflowClient client = session.tracking().getClient();
        if (name != null) {
            session.chooseExperiment(idOf(name, client));
        }
        Experiment active = client.getExperiment(session.tracking().getExperimentId());
        session.say("Experiment " + active.name() + " (" + active.experimentId() + ") is active");
    }

    private static String idOf(String name, MlflowClient client) {
        Optional<Experiment> existing = client.getExperimentByName(name);
        if (existing.isPresent() && existing.get().lifecycleStage() == LifecycleStage.DELETED) {
            throw new MagicException(
                    "Experiment " + name + " is in the trash; restore it with new MlflowClient().restoreExperiment(\""
                            + existing.get().experimentId() + "\"), or choose another name");
        }
        return existing.map(Experiment::experimentId).orElseGet(() -> client.createExperiment(name));
    }
}
