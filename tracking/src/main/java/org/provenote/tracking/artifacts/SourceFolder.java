package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.provenote.tracking.files.LockedFiles;
import org.provenote.tracking.files.TrackerFiles;

/**
 * A folder that is to be logged: each run's artifacts would else be among the next one's.
 *
 * @param files in it and below it, also those that links lead to
 * @param passedOver what trackers keep there and runs are being kept in; of a folder, the folder
 */
public record SourceFolder(List<Path> files, List<Path> passedOver) {
    public SourceFolder {
        files = List.copyOf(files);
        passedOver = List.copyOf(passedOver);
    }

    /** Looks through {@code folder}, whatever its own name is. */
    public static SourceFolder at(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Path> passedOver = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes look) {
                        if (!isTrackers(found)) {
                            return FileVisitResult.CONTINUE;
                        }
                        passedOver.add(found);
                        return FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path found, BasicFileAttributes look) {
                        if (isTrackers(found) || LockedFiles.include(found)) {
                            passedOver.add(found);
                        } else if (look.isRegularFile()) {
                            files.add(found);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    private boolean isTrackers(Path found) {
                        return TrackerFiles.include(folder.relativize(found));
                    }
                });
        return new SourceFolder(files, passedOver);
    }
}
