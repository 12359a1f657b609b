package org.provenote.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The locks that this process has on a file, as Linux tells them to every process. */
public final class ProcessLocks {
    private static final Pattern LOCK = Pattern.compile("\\d+: POSIX +ADVISORY +(\\w+) (\\d+) \\w+:\\w+:(\\d+) (.*)");

    private ProcessLocks() {}

    /** Such as {@code READ 1073741826 1073742335}: the kind, the first byte and the last. */
    public static List<String> on(Path file) throws IOException {
        String process = String.valueOf(ProcessHandle.current().pid());
        String inode = String.valueOf(Files.getAttribute(file, "unix:ino"));
        try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
            return locks.map(LOCK::matcher)
                    .filter(Matcher::matches)
                    .filter(lock ->
                            lock.group(2).equals(process) && lock.group(3).equals(inode))
                    .map(lock -> lock.group(1) + " " + lock.group(4))
                    .toList();
        }
    }
}
