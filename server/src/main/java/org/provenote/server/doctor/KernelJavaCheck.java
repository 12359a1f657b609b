package org.provenote.server.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java that kernels start with: the first {@code java} of the PATH, which need not be the one that runs this. */
public final class KernelJavaCheck implements Check {
    private static final int OLDEST = 17;
    private static final int SECONDS = 30;
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
    private static final String OPTIONS = "JDK_JAVA_OPTIONS";

    private final List<Path> programFolders;
    private final Optional<String> options;

    /** {@code programFolders} are those of the PATH, in its order; {@code options} are what kernels have in {@code JDK_JAVA_OPTIONS}. */
    public KernelJavaCheck(List<Path> programFolders, Optional<String> options) {
        this.programFolders = programFolders;
        this.options = options;
    }

    @Override
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
            String answer = answer(java);
            Optional<Integer> version = Optional.of(VERSION.matcher(answer))
                    .filter(Matcher::find)
                    .map(found -> Integer.parseInt(found.group(1)));
            if (version.isEmpty()) {
                // Without the options themselves, which may hold a password.
                return Finding.bad("Kernels start with " + java + ", which does not run"
                        + (options.isPresent() ? " with " + OPTIONS : "") + ": " + reason(answer));
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
    private String answer(Path java) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true);
        options.ifPresent(value -> builder.environment().put(OPTIONS, value));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Which it may repeat in several lines.
        return options.map(value -> answer.replace(value, "")).orElse(answer);
    }
}
