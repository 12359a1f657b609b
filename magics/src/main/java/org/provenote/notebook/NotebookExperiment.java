package org.provenote.notebook;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.store.NewExperiment;

/**
 * The experiment that belongs to a notebook: made on its first run and named after it, by its path below the root without
 * {@code .ipynb}, so that two notebooks of one name in two folders do not share one.
 */
final class NotebookExperiment {
    /** The notebook that an experiment belongs to, or that a run came from: its path below the root. */
    static final String NOTEBOOK_PATH = "provenote.notebook.path";

    private static final String SOURCE_NAME = "mlflow.experiment.sourceName";
    private static final String EXPERIMENT_TYPE = "mlflow.experimentType";
    private static final String EXTENSION = ".ipynb";
    /** MLflow's {@code MAX_EXPERIMENT_NAME_LENGTH}. */
    private static final int LONGEST_NAME = 500;

    private NotebookExperiment() {}

    /** The id of the notebook's experiment, which is made if there is none. */
    static String of(NotebookLocation notebook, MlflowClient client) {
        String name = nameFor(notebook);
        for (int attempt = 1; ; attempt++) {
            // A name in the trash stays taken there, so the next one carries a number.
            String candidate = attempt == 1 ? name : name + " (" + attempt + ")";
            Optional<Experiment> existing = client.getExperimentByName(candidate);
            if (existing.isEmpty()) {
                return create(candidate, notebook, client);
            }
            if (existing.get().lifecycleStage() == LifecycleStage.ACTIVE) {
                return existing.get().experimentId();
            }
        }
    }

    private static String nameFor(NotebookLocation notebook) {
        String path = notebook.path().orElseGet(() -> folderName(notebook.folder()));
        String name = path.endsWith(EXTENSION) ? path.substring(0, path.length() - EXTENSION.length()) : path;
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }

    private static String folderName(Path folder) {
        Path name = folder.getFileName();
        return name == null ? "notebooks" : name.toString();
    }

    private static String create(String name, NotebookLocation notebook, MlflowClient client) {
        List<ExperimentTag> tags = notebook.path()
                .map(path -> List.of(
                        new ExperimentTag(EXPERIMENT_TYPE, "NOTEBOOK"),
                        new ExperimentTag(SOURCE_NAME, path),
                        new ExperimentTag(NOTEBOOK_PATH, path)))
                .orElse(List.of());
        try {
            return client.store().createExperiment(new NewExperiment(name, null, tags));
        } catch (MlflowException e) {
            // Another kernel on the same notebook was faster.
            if (e.errorCode() == ErrorCode.RESOURCE_ALREADY_EXISTS) {
                return client.getExperimentByName(name).orElseThrow(() -> e).experimentId();
            }
            throw e;
        }
    }
}
