package org.provenote.magics;

import java.util.List;
import java.util.stream.Collectors;
import org.provenote.session.MagicException;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;

/** Finds the run that a user means by an id, the beginning of one, or a name in the active experiment. */
final class RunFinder {
    private static final int ID_LENGTH = 32;

    private RunFinder() {}

    /** The run meant; of several of one name, the newest. */
    static Run find(String word, MlflowContext tracking) {
        MlflowClient client = tracking.getClient();
        if (word.length() == ID_LENGTH) {
            try {
                return client.getRun(word);
            } catch (MlflowException e) {
                // Then it is a name of that length.
            }
        }
        List<Run> runs = client.streamRuns(
                        RunSearch.in(List.of(tracking.getExperimentId())).viewType(ViewType.ALL))
                .toList();
        return runs.stream()
                .filter(run -> run.info().runName().equals(word))
                .findFirst()
                .orElseGet(() -> byBeginning(word, runs));
    }

    private static Run byBeginning(String word, List<Run> runs) {
        List<Run> begun =
                runs.stream().filter(run -> run.info().runId().startsWith(word)).toList();
        if (begun.isEmpty()) {
            throw new MagicException("No run '" + word
                    + "' in the active experiment; expected a run's name or id, as %mlflow runs shows them");
        }
        if (begun.size() > 1) {
            throw new MagicException("'" + word + "' begins the ids of several runs: "
                    + begun.stream().map(run -> run.info().runId()).limit(5).collect(Collectors.joining(", ")));
        }
        return begun.get(0);
    }
}
