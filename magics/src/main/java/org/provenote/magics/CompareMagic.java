package org.provenote.magics;

import java.util.ArrayList;
import java.util.List;
import org.provenote.tracking.MlflowContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "compare", description = "Put two or more runs side by side, with a mark where they differ.")
final class CompareMagic implements Runnable {
    private final SessionState session;

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Names or ids of runs.")
    private List<String> words = new ArrayList<>();

    CompareMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        ComparisonTable table = new ComparisonTable(
                words.stream().map(word -> RunFinder.find(word, tracking)).toList());
        session.show(table.text(), table.html());
    }
}
