package org.provenote.server.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The regular files below a folder, listed once. Names are looked up in that list and never resolved, and links were not
 * followed when it was made, so nothing outside of the folder has a name. Immutable.
 */
public final class StaticFolder {
    /** The page of a folder. */
    static final String INDEX = "index.html";

    /** More than any web page has; a mistaken option must not make us walk a disk. */
    private static final int MOST_FILES = 20_000;

    private final Map<String, Path> files;

    private StaticFolder(Map<String, Path> files) {
        this.files = files;
    }

    /**
     * Lists the files.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static StaticFolder of(Path folder) {
        Path root = folder.toAbsolutePath();
        try (Stream<Path> found = Files.walk(root)) {
            return new StaticFolder(found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_FILES)
                    .collect(Collectors.toUnmodifiableMap(path -> name(root, path), Function.identity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The file of exactly that name, with {@code /} between folders. */
    Optional<Path> file(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
