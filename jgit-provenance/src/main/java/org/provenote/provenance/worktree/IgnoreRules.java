package org.provenote.provenance.worktree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

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

    private IgnoreRules(@Nullable IgnoreRules outer, IgnoreNode own, String folder) {
        this.outer = outer;
        this.own = own;
        this.folder = folder;
    }

    /** The rules outside the work tree. */
    static IgnoreRules around(Repository repository) throws IOException {
        Path exclude = repository.getCommonDirectory().toPath().resolve("info/exclude");
        IgnoreRules global = new IgnoreRules(null, read(excludesFile(repository)), "");
        return new IgnoreRules(global, read(exclude), "");
    }

    /**
     * The rules inside a folder.
     *
     * @throws IOException if they are too large to be read
     */
    IgnoreRules in(Path path, String name) throws IOException {
        // the rules outside may be links, as those of dotfiles often are; Git does not follow one here
        IgnoreNode node = read(path.resolve(".gitignore"), LinkOption.NOFOLLOW_LINKS);
        return node.getRules().isEmpty() ? this : new IgnoreRules(this, node, name);
    }

    boolean ignores(String path, boolean isFolder) {
        Boolean verdict = own.checkIgnored(path.substring(folder.length()), isFolder);
        if (verdict != null) {
            return verdict;
        }
        return outer != null && outer.ignores(path, isFolder);
    }

    private static IgnoreNode read(Path file, LinkOption... links) throws IOException {
        IgnoreNode node = new IgnoreNode();
        if (Files.isRegularFile(file, links)) {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException(file + " has too many rules");
            }
            try (InputStream text = Files.newInputStream(file)) {
                node.parse(text);
            } catch (IOException e) {
                // unreadable rules are no rules, as in Git
            }
        }
        return node;
    }

    private static Path excludesFile(Repository repository) {
        FS fs = repository.getFS();
        String named = repository.getConfig().getString("core", null, "excludesfile");
        if (named != null && named.startsWith("~/")) {
            return fs.userHome().toPath().resolve(named.substring(2));
        }
        return Optional.ofNullable(named)
                .map(Path::of)
                .orElseGet(() -> configFolder(fs).resolve("git/ignore"));
    }

    private static Path configFolder(FS fs) {
        String folder = System.getenv("XDG_CONFIG_HOME");
        return folder == null || folder.isBlank() ? fs.userHome().toPath().resolve(".config") : Path.of(folder);
    }
}
