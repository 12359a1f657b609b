package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.provenance.git.Sha256;

/** Plain Git, as the judge of what our code did: it makes the repositories and looks at them afterwards. */
final class Git {
    final Path folder;

    private Git(Path folder) {
        this.folder = folder;
    }

    static Git in(Path folder) {
        return new Git(folder);
    }

    /** A repository with one commit on {@code main} that holds {@code notebook.ipynb} and {@code src/Model.java}. */
    static Git repository(Path folder) throws IOException {
        Git git = empty(folder);
        git.write("notebook.ipynb", "{\"cells\": []}");
        git.write("src/Model.java", "class Model {}\n");
        git.run("add", "-A");
        git.run("commit", "-qm", "first");
        return git;
    }

    static Git empty(Path folder) throws IOException {
        Git git = new Git(Files.createDirectories(folder));
        git.run("init", "-q", "-b", "main");
        return git;
    }

    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    String run(String... arguments) throws IOException {
        Result result = attempt(arguments);
        if (result.exit != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " failed: " + result.output);
        }
        return result.output;
    }

    /** As {@link #run}, without what Git warns of; empty where it has no answer. */
    String answer(String... arguments) throws IOException {
        Result result = attempt(arguments);
        return result.exit == 0 ? result.output.substring(result.output.lastIndexOf('\n') + 1) : "";
    }

    Result attempt(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** The names that it answers with {@code -z}, without what it warns of. */
    Set<String> names(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        String output = execute(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)).output;
        return Arrays.stream(output.split("\0"))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For names that Java's strings cannot hold. */
    void shell(String script) throws IOException {
        Result result = execute(List.of("sh", "-ec", script));
        if (result.exit != 0) {
            throw new AssertionError(script + " failed: " + result.output);
        }
    }

    private Result execute(List<String> command) throws IOException {
        return execute(new ProcessBuilder(command).redirectErrorStream(true));
    }

    private Result execute(ProcessBuilder builder) throws IOException {
        builder.directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME",
                        "T",
                        "GIT_AUTHOR_EMAIL",
                        "t@example.org",
                        "GIT_COMMITTER_NAME",
                        "T",
                        "GIT_COMMITTER_EMAIL",
                        "t@example.org",
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "GIT_OPTIONAL_LOCKS",
                        "0"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).stripTrailing();
        try {
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    record Result(int exit, String output) {}

    /** All that a user can see: every file but objects and our refs, by content, and what Git says of it. */
    Map<String, String> visible() throws IOException {
        Map<String, String> all = files(folder);
        all.keySet().removeIf(name -> name.contains("/objects/") || name.contains("refs/provenote"));
        for (String question : List.of(
                "status --porcelain=v2 --branch --ignored",
                "stash list",
                "branch -avv",
                "tag",
                "config --local --list",
                "reflog --all")) {
            all.put("git " + question, attempt(question.split(" ")).output);
        }
        return all;
    }

    /** The work tree's files and links by content. */
    Map<String, String> contents() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                String name = folder.relativize(path).toString();
                if (!name.startsWith(".git") && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    all.put(
                            name,
                            Files.isSymbolicLink(path)
                                    ? "-> " + Files.readSymbolicLink(path)
                                    : Sha256.of(Files.readAllBytes(path)));
                }
            }
        }
        return all;
    }

    Map<String, String> files() throws IOException {
        return files(folder);
    }

    private static Map<String, String> files(Path top) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                all.put("/" + top.relativize(path), fingerprint(path));
            }
        }
        return all;
    }

    private static String fingerprint(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile()) {
            String content = Sha256.of(Files.readAllBytes(path));
            // plain Git itself touches this one whenever it looks
            return path.getFileName().toString().startsWith("sharedindex.")
                    ? content
                    : content + " " + attributes.lastModifiedTime();
        }
        return attributes.isSymbolicLink() ? "-> " + Files.readSymbolicLink(path) : "other";
    }
}
