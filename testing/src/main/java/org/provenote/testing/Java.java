package org.provenote.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs the tests, for programs in processes of their own. */
public final class Java {
    private Java() {}

    /**
     * The command that starts it with these options and arguments. It has the quick compiler alone, and the small collector: what only
     * starts and ends spends most of its time on others.
     */
    public static List<String> command(String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of(more));
        return command;
    }
}
