package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/** What programs left that were killed while they wrote an artifact: no list shows it, and it takes room. */
public final class Abandoned {
    /** Nobody writes to a file for so long without adding to it. */
    private static final Duration OLD = Duration.ofDays(1);

    private Abandoned() {}

    /** Removes it below a folder, wherever that is allowed; our own and that of MLflow's servers on the same folder. */
    public static void remove(Path folder) {
        Instant old = Instant.now().minus(OLD);
        try {
            Files.walkFileTree(folder.toRealPath(), new Removal(old));
        } catch (IOException e) {
            // The next start finds it too.
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        private final Instant old;

        Removal(Instant old) {
            this.old = old;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes look) {
            boolean isAbandoned = look.isRegularFile()
                    && WholeFile.isUnfinished(file)
                    && look.lastModifiedTime().toInstant().isBefore(old);
            try {
                if (isAbandoned) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                // It is another user's.
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
