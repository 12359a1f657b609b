package org.provenote.server.versions;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.session.SessionBadge;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;

/**
 * What is known of the code that a run ran, besides the notebook itself.
 *
 * @param startTime milliseconds since 1970
 * @param endTime milliseconds since 1970; absent while the run goes on
 * @param notebook the notebook's path when the run started
 * @param revision the commit that holds the version of the moment that was asked for; absent where none was kept
 * @param changed whether the run's end has another version than its start
 * @param source where its content was taken from, such as {@code file}
 * @param disagreement how the executed cells and the saved notebook disagree; absent where they agree or it is not known
 * @param partial what could not be captured
 * @param gitCommit the commit that was checked out in the user's repository
 */
public record RunVersion(
        String runId,
        String runName,
        RunStatus status,
        long startTime,
        @Nullable Long endTime,
        @Nullable String notebook,
        @Nullable String revision,
        boolean changed,
        @Nullable String source,
        @Nullable String disagreement,
        @Nullable String partial,
        @Nullable String gitCommit,
        @Nullable String gitBranch) {

    static RunVersion of(AskedRun asked) {
        Run run = asked.run();
        RecordedRun then = asked.recorded();
        return new RunVersion(
                run.info().runId(),
                run.info().runName(),
                run.info().status(),
                run.info().startTime(),
                run.info().endTime(),
                tag(run, RunTags.NOTEBOOK_PATH),
                then.tag(RunTags.REVISION).orElse(null),
                then.tag(RunTags.END_REVISION).isPresent(),
                then.tag(RunTags.CONTENT_SOURCE).orElse(null),
                disagreement(run).orElse(null),
                tag(run, RunTags.PARTIAL),
                tag(run, RunTags.GIT_COMMIT),
                tag(run, RunTags.GIT_BRANCH));
    }

    private static Optional<String> disagreement(Run run) {
        return run.data().tag(RunTags.BADGE).filter(SessionBadge::disagrees);
    }

    private static @Nullable String tag(Run run, String key) {
        return run.data().tag(key).orElse(null);
    }
}
