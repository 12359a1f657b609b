package org.provenote.provenance.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Where a repository keeps its things.
 *
 * @param workTree the folder that holds {@code .git}
 * @param gitDir the Git folder: {@code .git} itself, or what the file {@code .git} of a linked work tree or a
 *     submodule points to
 */
public record GitFolder(Path workTree, Path gitDir) {
    private static final String POINTER = "gitdir:";
    private static final int LONGEST_POINTER = 8192;

    /** The repository whose work tree {@code folder} is in; symbolic links are followed first, as Git does. */
    public static Optional<GitFolder> around(Path folder) throws IOException {
        for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
            Path marker = at.resolve(".git");
            if (Files.exists(marker)) {
                Optional<Path> gitDir = gitDirOf(marker);
                if (gitDir.isPresent()) {
                    return Optional.of(new GitFolder(at, gitDir.get()));
                }
            }
            if (isGitDir(at)) {
                // a bare repository, or the inside of .git: no work tree
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Opens the repository; empty when its config says that it has no work tree here. The caller closes it. */
    public Optional<Repository> open() throws IOException {
        Repository repository = openGitDir(gitDir, workTree);
        if (hasOtherWorkTree(repository)) {
            repository.close();
            return Optional.empty();
        }
        return Optional.of(repository);
    }

    /** Whether it is this user's to write to, by Git's own rule {@code safe.directory}. */
    public boolean isOurs() throws IOException {
        return Ownership.allows(this);
    }

    /** Opens a repository without regard to its work tree. The caller closes it. */
    public static Repository openBare(Path gitDir) throws IOException {
        return build(builder(gitDir).setBare());
    }

    private static Repository openGitDir(Path gitDir, Path workTree) throws IOException {
        return build(builder(gitDir).setWorkTree(workTree.toFile()));
    }

    private static FileRepositoryBuilder builder(Path gitDir) {
        return new FileRepositoryBuilder()
                .setFS(JGit.fileSystem())
                .setGitDir(gitDir.toFile())
                .setMustExist(true);
    }

    private static Repository build(FileRepositoryBuilder builder) throws IOException {
        RepositoryFiles.check(builder.getGitDir().toPath());
        try {
            Repository repository = builder.build();
            RepositoryFormat.check(repository);
            new FurtherSettings(repository).add();
            return repository;
        } catch (IllegalArgumentException e) {
            throw new IOException("unreadable Git config in " + builder.getGitDir(), e);
        }
    }

    private boolean hasOtherWorkTree(Repository repository) throws IOException {
        String configured = repository.getConfig().getString("core", null, "worktree");
        if (configured == null) {
            return repository.getConfig().getBoolean("core", "bare", false)
                    && Files.isDirectory(workTree.resolve(".git"));
        }
        Path elsewhere = gitDir.resolve(configured);
        return !Files.isDirectory(elsewhere) || !Files.isSameFile(elsewhere, workTree);
    }

    private static Optional<Path> gitDirOf(Path marker) throws IOException {
        if (Files.isDirectory(marker)) {
            return Optional.of(marker).filter(GitFolder::isGitDir);
        }
        if (!Files.isRegularFile(marker) || Files.size(marker) > LONGEST_POINTER) {
            return Optional.empty();
        }
        String text = Files.readString(marker).strip();
        return text.startsWith(POINTER)
                ? Optional.of(marker.resolveSibling(
                                        text.substring(POINTER.length()).strip())
                                .normalize())
                        .filter(GitFolder::isGitDir)
                : Optional.empty();
    }

    /** What is in it is asked later; a link, as HEAD was in early days, names a ref. */
    private static boolean isHead(Path head) {
        try {
            return Files.isSymbolicLink(head)
                    ? Files.readSymbolicLink(head).startsWith("refs")
                    : Files.exists(head, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return false;
        }
    }

    /** Git's own rule: HEAD, and objects and refs here or where {@code commondir} points. */
    private static boolean isGitDir(Path folder) {
        return isHead(folder.resolve("HEAD"))
                && (Files.exists(folder.resolve("commondir"))
                        || (Files.isDirectory(folder.resolve("objects")) && Files.isDirectory(folder.resolve("refs"))));
    }
}
