package org.provenote.server.mlflow.experiments;

import java.util.List;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.store.TrackingStore;

/** MLflow's limit of custom views, which its web UI keeps in tags of an experiment. */
final class CustomViews {
    private static final String PREFIX = "mlflow.customView.view";
    private static final int MOST = 50;

    private CustomViews() {}

    /** Refuses to create an experiment with too many. */
    static void limit(List<ExperimentTag> tags) {
        if (tags.stream().filter(CustomViews::isOne).count() > MOST) {
            throw tooMany();
        }
    }

    /** Refuses to add one to an experiment that has as many as it may; those that it has can still be changed. */
    static void limit(TrackingStore store, String experimentId, ExperimentTag added) {
        if (isOne(added)) {
            List<ExperimentTag> views = store.getExperiment(experimentId).tags().stream()
                    .filter(CustomViews::isOne)
                    .toList();
            boolean isNew = views.stream().noneMatch(view -> view.key().equals(added.key()));
            if (isNew && views.size() >= MOST) {
                throw tooMany();
            }
        }
    }

    private static boolean isOne(ExperimentTag tag) {
        return tag.key().startsWith(PREFIX);
    }

    private static MlflowException tooMany() {
        return MlflowException.invalid("Unable to create another custom view; the maximum number of custom views per"
                + " experiment is " + MOST + ". Delete an existing custom view before creating a new one.");
    }
}
