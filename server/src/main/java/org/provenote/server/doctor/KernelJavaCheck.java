package org.provenote.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java that kernels start with: the first {@code java} of the PATH, which need not be the one that runs this. */
public final class KernelJavaCheck {
    private static final int OLDEST = 17;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A JVM that waits for a debugger has said that it listens; others have said their version by then. */
    private static final Duration FOR_A_DEBUGGER = Duration.ofSeconds(10);

    private static final String LISTENS = "Listening for transport ";
    private static final String PORT_TAKEN = "bind failed: Address already in use";
    private static final String TAKE_ANOTHER =
            ". It is a debugger's port, which one program has at a time, such as a kernel that runs now; without address="
                    + " each takes a free one";
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
    private static final String OPTIONS = "JDK_JAVA_OPTIONS";

    private final List<Path> programFolders;
    private final Optional<String> options;

    /** {@code programFolders} are those of the PATH, in its order; {@code options} are what kernels have in {@code JDK_JAVA_OPTIONS}. */
    public KernelJavaCheck(List<Path> programFolders, Optional<String> options) {
        this.programFolders = programFolders;
        this.options = options;
    }

    public Finding look() {
        return programFolders.stream()
                .flatMap(folder -> Stream.of(folder.resolve("java"), folder.resolve("java.exe")))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(this::ask)
                .orElseGet(() ->
                        Finding.bad("There is no java on the PATH, which kernels start with: add the bin folder of a"
                                + " JDK " + OLDEST + " or newer to the PATH of Jupyter"));
    }

    private Finding ask(Path java) {
        try {
            ProgramAnswer said = answer(java);
            // Without what kernels are given, which it may repeat, and which may hold a password.
            String answer = options.map(given -> said.text().replace(given, "")).orElse(said.text());
            if (said.text().contains(LISTENS) && !said.ended()) {
                return Finding.bad("Kernels start with " + java + " and then wait for a debugger, as their options ("
                        + OPTIONS + ", JAVA_TOOL_OPTIONS) tell them: give suspend=n with -agentlib:jdwp");
            }
            Optional<Integer> version = Optional.of(VERSION.matcher(answer))
                    .filter(Matcher::find)
                    .map(found -> Integer.parseInt(found.group(1)));
            if (version.isEmpty()) {
                return Finding.bad("Kernels start with " + java + ", which does not "
                        + (said.ended() ? "run" : "answer") + (options.isPresent() ? " with " + OPTIONS : "") + ": "
                        + reason(answer) + (answer.contains(PORT_TAKEN) ? TAKE_ANOTHER : ""));
            }
            return version.get() >= OLDEST
                    ? Finding.good("Kernels start with " + java + " (version " + version.get() + ")")
                    : Finding.bad("Kernels start with " + java + ", which is version " + version.get() + ": put a JDK "
                            + OLDEST + " or newer before it on the PATH of Jupyter");
        } catch (IOException e) {
            return Finding.bad("Kernels start with " + java + ", which cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.bad("Kernels start with " + java + "; it was not asked, since this program ends");
        }
    }

    /** The first line but for those, such as "NOTE: Picked up JDK_JAVA_OPTIONS", that repeat the options. */
    private static String reason(String answer) {
        return answer.lines()
                .filter(line -> !line.isBlank() && !line.contains("Picked up "))
                .findFirst()
                .orElse("it says nothing");
    }

    /** Asked with the options of its kernels: one that it does not know keeps them from starting. */
    private ProgramAnswer answer(Path java) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true);
        options.ifPresent(value -> builder.environment().put(OPTIONS, value));
        return ProgramAnswer.of(builder, text -> text.contains(LISTENS) ? FOR_A_DEBUGGER : PATIENCE);
    }
}
