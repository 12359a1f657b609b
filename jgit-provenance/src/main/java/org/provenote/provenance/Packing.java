package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.provenote.provenance.git.GitFolder;

/**
 * What {@code git gc --auto} does for a user's repository, for our own, which nobody else looks after: versions that stand each by
 * itself are packed as differences from one another. Any number of processes may save and read meanwhile.
 *
 * @param before size of the repository, bytes
 * @param after the same, when that was done
 * @param done whether anything was packed, which need not make it smaller
 */
public record Packing(long before, long after, boolean done) {
    /** Objects that stand by themselves, from which on it is worth it: some 130 runs. Git's own 6,700 suit smaller files. */
    private static final int LOOSE_OBJECTS = 500;

    /** Of the versions compared at a time, bytes. */
    private static final long MEMORY = 64 << 20;

    /** Packs what {@link NotebookVersions} keeps in {@code folder}, if there is anything worth it. Takes minutes for hundreds of MB. */
    public static Packing in(Path folder) throws IOException {
        Path gitDir = NotebookVersions.ownRepository(folder);
        if (!Files.isDirectory(gitDir)) {
            return new Packing(0, 0, false);
        }
        long before = size(gitDir);
        Set<Path> packsBefore = packs(gitDir);
        try (Repository repository = GitFolder.openBare(gitDir)) {
            StoredConfig inMemory = repository.getConfig();
            inMemory.setInt("gc", null, "auto", LOOSE_OBJECTS);
            inMemory.setBoolean("gc", null, "autoDetach", false);
            inMemory.setInt("pack", null, "threads", 1);
            inMemory.setLong("pack", null, "windowMemory", MEMORY);
            repository.autoGC(NullProgressMonitor.INSTANCE);
        }
        return new Packing(before, size(gitDir), !packs(gitDir).equals(packsBefore));
    }

    private static Set<Path> packs(Path gitDir) throws IOException {
        Path folder = gitDir.resolve("objects/pack");
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pack")).collect(Collectors.toSet());
        }
    }

    private static long size(Path folder) throws IOException {
        AtomicLong size = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                size.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path goneMeanwhile, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return size.get();
    }
}
