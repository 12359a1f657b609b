package org.provenote.magics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "param", description = "Log a param of the run in progress.")
final class ParamMagic implements Runnable {
    private final SessionState session;

    @Parameters(index = "0", paramLabel = "KEY")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE")
    private String value = "";

    ParamMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.activeRun().logParam(key, value);
    }
}
