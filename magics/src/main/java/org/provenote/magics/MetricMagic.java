package org.provenote.magics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "metric", description = "Log a point of a metric of the run in progress.")
final class MetricMagic implements Runnable {
    private final SessionState session;

    @Parameters(index = "0", paramLabel = "KEY")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE")
    private String value = "";

    @Option(
            names = {"-s", "--step"},
            paramLabel = "N",
            defaultValue = "0",
            description = "Step of the point; 0 if left out.")
    private long step;

    MetricMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.activeRun().logMetric(key, Words.number(value), step);
    }
}
