package org.provenote.provenance.git;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository of our own. */
public final class BareRepository {
    /**
     * Among how many versions {@code git gc} looks for the most similar one. Git's own 10, sorted by size, find the one of the same
     * pictures seldom.
     */
    private static final int VERSIONS_COMPARED = 50;

    private BareRepository() {}

    /** Makes it whole and then moves it into place, so that of several processes each finds a complete one. */
    public static void createIfMissing(Path gitDir) throws IOException {
        if (Files.exists(gitDir.resolve("HEAD"))) {
            return;
        }
        Path folder = Files.createDirectories(gitDir.getParent());
        hideFromGit(folder);
        // With the rights of a folder: those of a temporary one are its maker's alone, and a team's versions are not.
        Path fresh = Files.createDirectory(folder.resolve("new-" + UUID.randomUUID()));
        try {
            create(fresh);
            moveIfFirst(fresh, gitDir);
        } finally {
            delete(fresh);
        }
    }

    private static void create(Path gitDir) throws IOException {
        try (Repository repository = new FileRepositoryBuilder()
                .setFS(JGit.fileSystem())
                .setGitDir(gitDir.toFile())
                .setBare()
                .build()) {
            repository.create(true);
            repository.getConfig().setInt("pack", null, "window", VERSIONS_COMPARED);
            repository.getConfig().save();
        }
    }

    private static void moveIfFirst(Path fresh, Path gitDir) throws IOException {
        try {
            Files.move(fresh, gitDir, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(gitDir.resolve("HEAD"))) {
                throw e;
            }
        }
    }

    /** The folder may stand in a user's work tree, whose status it must not change. */
    private static void hideFromGit(Path folder) throws IOException {
        Path ignore = folder.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            Files.writeString(ignore, "*\n");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
