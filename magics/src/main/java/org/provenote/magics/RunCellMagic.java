package org.provenote.magics;

import java.util.function.Consumer;
import org.provenote.tracking.ActiveRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "As first line of a cell, %%%%mlflow run: a run around the cell, which always ends with it.")
final class RunCellMagic implements Runnable {
    private final SessionState session;
    private final Consumer<ActiveRun> started;

    @Mixin
    private NewRunOptions options = new NewRunOptions();

    RunCellMagic(SessionState session, Consumer<ActiveRun> started) {
        this.session = session;
        this.started = started;
    }

    @Override
    public void run() {
        String parent = session.openRuns().newest().map(ActiveRun::getId).orElse(null);
        started.accept(session.start(options.name, parent, options.params, options.tags));
    }
}
