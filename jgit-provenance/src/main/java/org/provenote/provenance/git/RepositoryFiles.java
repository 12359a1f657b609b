package org.provenote.provenance.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

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

    private static final int LONGEST_POINTER = 8192;

    private static final String REF = "ref:";

    /** JGit follows five from one to the next. */
    private static final int MOST_REFS = 6;

    private RepositoryFiles() {}

    static void check(Path gitDir) throws IOException {
        checkFolder(gitDir);
        Path pointer = gitDir.resolve("commondir");
        Path common = Files.exists(pointer) ? resolve(gitDir, firstLine(pointer)) : gitDir;
        if (!common.equals(gitDir)) {
            checkFolder(common);
        }
        checkRefs(gitDir, common);
    }

    private static void checkFolder(Path gitDir) throws IOException {
        for (String name : READ_AT_ONCE) {
            checkFile(gitDir.resolve(name));
        }
        IncludedSettings.check(gitDir.resolve("config"));
    }

    /** The files of the refs that HEAD leads to, each by the one before. */
    private static void checkRefs(Path gitDir, Path common) throws IOException {
        Path ref = gitDir.resolve("HEAD");
        for (int i = 0; i < MOST_REFS && Files.isRegularFile(ref); i++) {
            String line = firstLine(ref);
            if (!line.startsWith(REF)) {
                return;
            }
            ref = resolve(common, line.substring(REF.length()).strip());
            checkFile(ref);
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            String text = new String(content.readNBytes(LONGEST_POINTER), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").strip();
        }
    }

    private static Path resolve(Path folder, String written) throws IOException {
        try {
            return folder.resolve(written);
        } catch (InvalidPathException e) {
            throw new IOException(folder + " names what is no path: " + written, e);
        }
    }

    static void checkFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file");
        }
    }
}
