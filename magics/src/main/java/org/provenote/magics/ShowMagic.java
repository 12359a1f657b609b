package org.provenote.magics;

import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show all that is known of one run.")
final class ShowMagic implements Runnable {
    private final SessionState session;

    @Parameters(paramLabel = "RUN", description = "A run's name or id.")
    private String word = "";

    ShowMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        Run run = RunFinder.find(word, tracking);
        ComparisonTable table = new ComparisonTable(run, new RunFacts(run, tracking.getClient()).rows());
        session.show(table.text(), table.html());
    }
}
