package org.provenote.magics;

import java.util.Locale;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.entities.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "end", description = "End the run in progress.")
final class EndMagic implements Runnable {
    private final SessionState session;

    @Parameters(
            arity = "0..1",
            paramLabel = "STATUS",
            defaultValue = "FINISHED",
            description = "FINISHED, FAILED or KILLED.")
    private String status = "FINISHED";

    EndMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        RunStatus ending =
                Words.choice("status", status.toUpperCase(Locale.ROOT), RunStatus.class, RunStatus::isTerminal);
        ActiveRun run = session.activeRun();
        run.endRun(ending);
        session.say("Run " + run.label() + " ended as " + ending);
        session.sayTrouble(run);
    }
}
