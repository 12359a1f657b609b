package org.provenote.magics;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.RunProvenance;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.environment.Environment;
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
        RunProvenance provenance =
                new RunProvenance(tracking.getClient(), session.location().get());
        Run first = RunFinder.find(before, tracking);
        if (after == null) {
            show(first.info().runName(), "now", provenance.diffWithNow(first, cells.get(), environment.get()));
        } else {
            Run second = RunFinder.find(after, tracking);
            show(first.info().runName(), second.info().runName(), provenance.diff(first, second));
        }
    }

    private void show(String from, String to, RunDiff diff) {
        DiffText text = new DiffText(from, to, diff);
        session.show(text.text(), text.html());
    }
}
