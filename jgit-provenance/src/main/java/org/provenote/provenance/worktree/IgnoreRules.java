package org.provenote.provenance.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.UserFiles;

/**
 * Git's ignore rules of a folder: its own {@code .gitignore}, then those above it, then {@code info/exclude} and {@code
 * core.excludesFile}. The first that says something decides.
 */
final class IgnoreRules {
    /** Beyond it nothing below the folder is captured: what the rules hide must not be. */
    private static final long LONGEST_FILE = 16 * 1024 * 1024;

    private final @Nullable IgnoreRules outer;
    private final IgnoreNode own;
    /** The folder that {@link #own} speaks of, with a slash at its end; empty for the top. */
    private final String folder;

    private final boolean ignoreCase;

    private IgnoreRules(@Nullable IgnoreRules outer, IgnoreNode own, String folder, boolean ignoreCase) {
        this.outer = outer;
        this.own = own;
        this.folder = folder;
        this.ignoreCase = ignoreCase;
    }

    /** The rules outside the work tree. */
    static IgnoreRules around(Repository repository) throws IOException {
        Path exclude = repository.getCommonDirectory().toPath().resolve("info/exclude");
        boolean ignoreCase = repository.getConfig().getBoolean("core", "ignorecase", false);
        IgnoreRules global = new IgnoreRules(null, read(excludesFile(repository), ignoreCase), "", ignoreCase);
        return new IgnoreRules(global, read(exclude, ignoreCase), "", ignoreCase);
    }

    /**
     * The rules inside a folder.
     *
     * @throws IOException if they are too large to be read
     */
    IgnoreRules in(Path path, String name) throws IOException {
        // the rules outside may be links, as those of dotfiles often are; Git does not follow one here
        IgnoreNode node = read(path.resolve(".gitignore"), ignoreCase, LinkOption.NOFOLLOW_LINKS);
        return node.getRules().isEmpty() ? this : new IgnoreRules(this, node, name, ignoreCase);
    }

    boolean ignores(String path, boolean isFolder) {
        Boolean verdict = own.checkIgnored(inCase(path.substring(folder.length()), ignoreCase), isFolder);
        if (verdict != null) {
            return verdict;
        }
        return outer != null && outer.ignores(path, isFolder);
    }

    private static IgnoreNode read(Path file, boolean ignoreCase, LinkOption... links) throws IOException {
        IgnoreNode node = new IgnoreNode();
        if (Files.isRegularFile(file, links)) {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException(file + " has too many rules");
            }
            try {
                String rules = new String(Files.readAllBytes(file), UTF_8);
                node.parse(new ByteArrayInputStream(inCase(rules, ignoreCase).getBytes(UTF_8)));
            } catch (IOException e) {
                // unreadable rules are no rules, as in Git
            }
        }
        return node;
    }

    private static String inCase(String text, boolean ignoreCase) {
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private static Path excludesFile(Repository repository) {
        FS fs = repository.getFS();
        String named = repository.getConfig().getString("core", null, "excludesfile");
        return named == null
                ? UserFiles.configFolder(fs).resolve("git/ignore")
                : UserFiles.belowHome(named, fs).orElseGet(() -> Path.of(named));
    }
}
