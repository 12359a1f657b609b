package org.provenote.provenance.restore;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.provenote.provenance.worktree.ToolFiles;
import org.provenote.provenance.worktree.UnopenedFiles;

/**
 * Files beside a notebook that its version does not hold: data that Git ignores, or everything where there is no Git. They
 * are of today, not of the run's day, so each is told.
 *
 * @param copied relative to the notebook's folder
 * @param leftOut what was too large, or could not be read
 */
public record Surroundings(List<String> copied, List<String> leftOut) {
    public Surroundings {
        copied = List.copyOf(copied);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Copies what {@code from} has and {@code to} has not: no hidden files, no notebooks, no links, nothing that tools write.
     *
     * @param most bytes in all; files that would go beyond are left out
     * @param unopened real paths of files that must not be opened, for this process has locks on them
     */
    public static Surroundings copy(Path from, Path to, long most, Set<Path> unopened) throws IOException {
        Copying copying = new Copying(from, to, most, UnopenedFiles.of(unopened));
        Files.walkFileTree(from, copying);
        return new Surroundings(copying.copied, copying.leftOut);
    }

    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;
        private final UnopenedFiles unopened;
        private final List<String> copied = new ArrayList<>();
        private final List<String> leftOut = new ArrayList<>();
        private long room;

        Copying(Path from, Path to, long room, UnopenedFiles unopened) {
            this.from = from;
            this.to = to;
            this.room = room;
            this.unopened = unopened;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean inside = !folder.equals(from) && (isPassedOver(folder) || folder.startsWith(to));
            return inside ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path target = to.resolve(from.relativize(file).toString());
            boolean wanted = attributes.isRegularFile()
                    && !isPassedOver(file)
                    && !unopened.include(file, attributes.fileKey())
                    && !file.toString().endsWith(".ipynb")
                    && !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
            if (wanted && attributes.size() > room) {
                leaveOut(file, "too large");
            } else if (wanted) {
                copy(file, target, attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        private void copy(Path file, Path target, long size) {
            try {
                TargetFolder.makeFolders(target.getParent());
                Files.copy(file, target);
                room -= size;
                copied.add(from.relativize(file).toString());
            } catch (IOException e) {
                leaveOut(file, FileFailure.why(e));
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            leaveOut(file, FileFailure.why(e));
            return FileVisitResult.CONTINUE;
        }

        private void leaveOut(Path file, String why) {
            leftOut.add(from.relativize(file) + ": " + why);
        }

        private static boolean isPassedOver(Path path) {
            String name = String.valueOf(path.getFileName());
            return name.startsWith(".") || ToolFiles.include(path);
        }
    }
}
