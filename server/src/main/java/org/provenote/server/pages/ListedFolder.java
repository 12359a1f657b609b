package org.provenote.server.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.provenote.server.http.Response;

/**
 * A folder of files that stay on the disk. It is listed anew when a name is asked for that is not in the list, as after an
 * upgrade, but not again at once.
 */
final class ListedFolder implements StaticFolder {
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(1);

    private final Path folder;
    private volatile Map<String, Path> files = Map.of();
    private long listedAt = System.nanoTime() - BETWEEN_LISTS.toNanos();

    ListedFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Response> file(String name, String contentType) throws IOException {
        Path listed = files.get(name);
        Path file = listed == null ? listedAnew().get(name) : listed;
        return file != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(streamed(file, contentType))
                : Optional.empty();
    }

    /** The list that is at most {@link #BETWEEN_LISTS} old, or the last one that could be made. */
    private synchronized Map<String, Path> listedAnew() {
        if (System.nanoTime() - listedAt >= BETWEEN_LISTS.toNanos()) {
            try {
                files = StaticFolder.list(folder);
            } catch (IOException | UncheckedIOException inTheMiddleOfAnUpgrade) {
                // A folder went while it was read; the next question finds the rest.
            }
            listedAt = System.nanoTime();
        }
        return files;
    }

    private static Response streamed(Path file, String contentType) throws IOException {
        long size = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size();
        return Response.stream(contentType, size, out -> {
            try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                content.transferTo(out);
            }
        });
    }
}
