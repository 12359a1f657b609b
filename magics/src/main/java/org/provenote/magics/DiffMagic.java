package org.provenote.magics;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.NotebookLocation;
import org.provenote.notebook.StoredRun;
import org.provenote.provenance.GitState;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Say how run B, or now, differs from run A: the smallest explanation first.")
final class DiffMagic implements Runnable {
    private final SessionState session;
    private final Supplier<SessionRecord> cells;
    private final Supplier<Environment> environment;

    @Parameters(index = "0", paramLabel = "A", description = "A run's name or id.")
    private String before = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Another one; now if left out.")
    private @Nullable String after;

    DiffMagic(SessionState session, Supplier<SessionRecord> cells, Supplier<Environment> environment) {
        this.session = session;
        this.cells = cells;
        this.environment = environment;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        RunProvenance provenance = new RunProvenance(session.location().get().root());
        Run first = RunFinder.find(before, tracking);
        RecordedRun then = StoredRun.of(first, tracking.getClient());
        if (after == null) {
            show(first.info().label(), "now", provenance.diffWithNow(then, now()));
        } else {
            Run second = RunFinder.find(after, tracking);
            RunDiff diff = provenance.diff(then, StoredRun.of(second, tracking.getClient()));
            show(first.info().label(), second.info().label(), diff);
        }
    }

    /** Told by the session so far and the saved notebook. */
    private RunFacts now() {
        NotebookLocation here = session.location().get();
        return new RunFacts(
                Map.of(),
                here.file().flatMap(NotebookDocument::at),
                Optional.of(cells.get()),
                Optional.of(environment.get()),
                GitState.commitOf(here.folder()));
    }

    private void show(String from, String to, RunDiff diff) {
        DiffText text = new DiffText(from, to, diff);
        session.show(text.text(), text.html());
    }
}
