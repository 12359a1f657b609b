package org.provenote.server.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.server.http.Response;

/**
 * The regular files below a folder by their names, with {@code /} between folders. Names are looked up in a list and never
 * resolved, and links were not followed when it was made, so nothing outside of the folder has a name.
 */
interface StaticFolder {
    /** The page of a folder. */
    String INDEX = "index.html";

    /** More than any web page has; a mistaken option must not make us walk a disk. */
    int MOST_FILES = 20_000;

    /** The file of exactly that name, if there is one. */
    Optional<Response> file(String name, String contentType) throws IOException;

    /** The files that there are now. */
    static Map<String, Path> list(Path folder) throws IOException {
        Path root = folder.toAbsolutePath();
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_FILES)
                    .collect(Collectors.toUnmodifiableMap(path -> name(root, path), Function.identity()));
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
