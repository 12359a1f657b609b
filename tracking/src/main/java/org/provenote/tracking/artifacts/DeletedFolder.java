package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What is done in folders that others may delete at any moment: done again a few times. */
final class DeletedFolder {
    private static final int TIMES = 20;

    private DeletedFolder() {}

    static <T> T outlive(Failure.Question<T> doing) throws IOException {
        for (int i = 1; ; i++) {
            try {
                return doing.ask();
            } catch (IOException | UncheckedIOException e) {
                if (i == TIMES || !isDeletion(e instanceof UncheckedIOException ? e.getCause() : e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isDeletion(Throwable failure) {
        return failure instanceof NoSuchFileException
                // The JDK's of a folder that another made first, and a third deleted before it was looked at.
                || (failure instanceof FileAlreadyExistsException there && !isInTheWay(Path.of(there.getFile())));
    }

    private static boolean isInTheWay(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(place);
    }
}
