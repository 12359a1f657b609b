package org.provenote.magics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "tag", description = "Set a tag of the run in progress.")
final class TagMagic implements Runnable {
    private final SessionState session;

    @Parameters(index = "0", paramLabel = "KEY")
    private String key = "";

    @Parameters(index = "1", paramLabel = "VALUE")
    private String value = "";

    TagMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.activeRun().setTag(key, value);
    }
}
