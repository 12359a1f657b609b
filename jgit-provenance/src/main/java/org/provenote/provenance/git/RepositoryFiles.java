package org.provenote.provenance.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks, before JGit opens a repository, whether the files that it reads at once are files. A prepared repository can have a
 * pipe in the place of one, or include one from its config, and reading a pipe that nobody writes to never ends.
 */
final class RepositoryFiles {
    private static final List<String> READ_AT_ONCE = List.of(
            "config",
            "config.worktree",
            "HEAD",
            "index",
            "packed-refs",
            "commondir",
            "shallow",
            "info/exclude",
            "info/attributes",
            "objects/info/alternates");

    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([^\\s\\]\"]*)[^\\]]*\\](.*)");
    private static final Pattern PATH = Pattern.compile("(?i)\\s*path\\s*=\\s*(.+?)\\s*");

    /** JGit's own bound. */
    private static final int DEEPEST_INCLUDE = 10;

    private static final long LONGEST_CONFIG = 1024 * 1024;

    private RepositoryFiles() {}

    static void check(Path gitDir) throws IOException {
        checkFolder(gitDir);
        Path pointer = gitDir.resolve("commondir");
        if (Files.exists(pointer) && Files.size(pointer) <= LONGEST_CONFIG) {
            checkFolder(resolve(
                    pointer,
                    Files.readString(pointer, StandardCharsets.ISO_8859_1).strip()));
        }
    }

    private static void checkFolder(Path gitDir) throws IOException {
        for (String name : READ_AT_ONCE) {
            checkFile(gitDir.resolve(name));
        }
        checkIncludes(gitDir.resolve("config"), DEEPEST_INCLUDE);
    }

    private static void checkIncludes(Path config, int depth) throws IOException {
        if (depth == 0 || !Files.exists(config)) {
            return;
        }
        if (Files.size(config) > LONGEST_CONFIG) {
            throw new IOException(config + " is too large for a Git config");
        }
        for (String written : includes(new String(Files.readAllBytes(config), StandardCharsets.ISO_8859_1))) {
            Path included = resolve(config, written);
            checkFile(included);
            checkIncludes(included, depth - 1);
        }
    }

    /** The paths in {@code [include]} and {@code [includeIf …]}; other sections have paths of programs. */
    private static List<String> includes(String config) {
        List<String> paths = new ArrayList<>();
        boolean include = false;
        for (String line : config.split("\\R")) {
            Matcher section = SECTION.matcher(line);
            String rest = line;
            if (section.matches()) {
                include = section.group(1).toLowerCase(Locale.ROOT).startsWith("include");
                rest = section.group(2);
            }
            Matcher path = PATH.matcher(rest);
            if (include && path.matches()) {
                paths.add(path.group(1));
            }
        }
        return paths;
    }

    private static Path resolve(Path config, String written) throws IOException {
        String path = new String(written.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replaceAll("^\"|\"$", "");
        try {
            return UserFiles.belowHome(path, JGit.fileSystem()).orElseGet(() -> config.resolveSibling(path));
        } catch (InvalidPathException e) {
            throw new IOException(config + " includes what is no path", e);
        }
    }

    private static void checkFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file");
        }
    }
}
