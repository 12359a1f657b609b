package org.provenote.magics;

import org.jspecify.annotations.Nullable;
import org.provenote.session.MagicException;
import org.provenote.tracking.ActiveRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "start", description = "Start a run; it goes on until %%mlflow end.")
final class StartMagic implements Runnable {
    private final SessionState session;

    @Mixin
    private NewRunOptions options = new NewRunOptions();

    @Option(names = "--nested", description = "Start it inside the run in progress.")
    private boolean nested;

    @Option(names = "--run-id", paramLabel = "ID", description = "Take up an earlier run again instead.")
    private @Nullable String runId;

    StartMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (runId != null && (nested || options.name != null)) {
            throw new MagicException("--run-id takes up a run that has its name and its place already; expected with it"
                    + " neither a NAME nor --nested");
        }
        if (!nested) {
            session.openRuns().newest().ifPresent(StartMagic::refuse);
        }
        String parent = nested ? session.activeRun().getId() : null;
        ActiveRun run = runId != null
                ? session.resume(runId, options.params, options.tags)
                : session.start(options.name, parent, options.params, options.tags);
        String waiting = run.isWaiting()
                ? "; it waits for " + run.getClient().store().trackingUri() + ". "
                        + session.troubleOf(run).orElse("What you log to it is kept until then")
                : "";
        session.say(
                "Run " + run.label() + " (" + run.getId() + ") " + (runId != null ? "resumed" : "started") + waiting);
        if (!run.isWaiting()) {
            session.sayTrouble(run);
        }
    }

    private static void refuse(ActiveRun open) {
        throw new MagicException("Run " + open.label()
                + " is still in progress; end it with %mlflow end, or start inside it with %mlflow start --nested");
    }
}
