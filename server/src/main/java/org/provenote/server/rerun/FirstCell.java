package org.provenote.server.rerun;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.rerun.FirstDifference;
import org.provenote.provenance.rerun.RerunVerdict;
import org.provenote.provenance.rerun.Sameness;
import org.provenote.provenance.rerun.SavedOutputs;
import org.provenote.provenance.rerun.ValueVerdict;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.Root;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.tracking.entities.Run;

/** Looks for the first cell of a run that came out differently when it was executed again. */
final class FirstCell {
    /** What {@link RunTags#CONTENT_SOURCE} says of a notebook that was open: it shows what its kernel has executed. */
    private static final String OPEN = "browser";

    private final Run original;
    private final RecordedRun recorded;
    private final Path root;

    /** @param root the folder that notebooks' paths are relative to */
    FirstCell(Run original, RecordedRun recorded, Path root) {
        this.original = original;
        this.recorded = recorded;
        this.root = root;
    }

    /** By its output, by a value that it logged or by the run's end; empty where the kernel left no record of its cells. */
    Optional<FirstDifference> of(RerunVerdict verdict, NotebookDocument again) {
        return new RunProvenance(root).session(recorded).flatMap(session -> {
            Optional<FirstDifference> byOutput = FirstDifference.byOutput(session, before(session), again);
            String run = original.info().runId();
            Optional<FirstDifference> byValue = hasOtherValues(verdict)
                    ? FirstDifference.byValue(session, run, moments(verdict))
                    : Optional.empty();
            Optional<FirstDifference> byStatus =
                    verdict.endsOtherwise() ? FirstDifference.byStatus(session, run) : Optional.empty();
            return FirstDifference.earliest(
                    Stream.of(byOutput, byValue, byStatus).flatMap(Optional::stream));
        });
    }

    private List<SavedOutputs> before(SessionRecord session) {
        Optional<SavedOutputs> atEnd =
                recorded.tag(RunTags.END_REVISION).flatMap(revision -> version(recorded.atEnd(), session.recorded()));
        Optional<SavedOutputs> atStart =
                version(recorded, Instant.ofEpochMilli(original.info().startTime()));
        Optional<SavedOutputs> today = recorded.tag(RunTags.NOTEBOOK_PATH)
                .flatMap(new Root(root)::below)
                .flatMap(NotebookDocument::at)
                .map(file -> new SavedOutputs(file, Optional.empty()));
        return Stream.of(atEnd, atStart, today).flatMap(Optional::stream).toList();
    }

    private Optional<SavedOutputs> version(RecordedRun run, Instant taken) {
        Optional<Instant> complete =
                run.tag(RunTags.CONTENT_SOURCE).filter(OPEN::equals).map(open -> taken);
        return new RunProvenance(root).document(run).map(notebook -> new SavedOutputs(notebook, complete));
    }

    private static boolean hasOtherValues(RerunVerdict verdict) {
        return Stream.concat(verdict.params().stream(), verdict.metrics().stream())
                .anyMatch(FirstCell::isOther);
    }

    private static boolean isOther(ValueVerdict value) {
        return value.sameness().compareTo(Sameness.WITHIN_TOLERANCE) > 0;
    }

    /** When values were logged that came out differently. */
    private List<Instant> moments(RerunVerdict verdict) {
        Set<String> differing = verdict.metrics().stream()
                .filter(FirstCell::isOther)
                .map(ValueVerdict::name)
                .collect(Collectors.toSet());
        return original.data().metrics().stream()
                .filter(metric -> differing.contains(metric.key()))
                .map(metric -> Instant.ofEpochMilli(metric.timestamp()))
                .toList();
    }
}
