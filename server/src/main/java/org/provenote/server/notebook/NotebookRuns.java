package org.provenote.server.notebook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;

/**
 * One page of a notebook's runs, newest first.
 *
 * @param notebook its path relative to the Jupyter root, with {@code /}
 * @param experiment the notebook's own experiment, {@code null} until its first run
 * @param nextPageToken {@code null} on the last page
 * @param onServer whether they are on an MLflow server, where others may have notebooks at the same paths
 * @param pages where the web pages are that show these runs, relative to this server's root; {@code null} where there are none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record NotebookRuns(
        String notebook,
        @Nullable Experiment experiment,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<Run> runs,
        @Nullable String nextPageToken,
        boolean onServer,
        @Nullable String pages) {
    NotebookRuns withPages(@Nullable String pages) {
        return new NotebookRuns(notebook, experiment, runs, nextPageToken, onServer, pages);
    }
}
