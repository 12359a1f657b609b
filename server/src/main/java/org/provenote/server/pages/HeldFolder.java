package org.provenote.server.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.provenote.server.http.Response;

/** A folder of few small files, as they were when the server started: an upgrade beneath it leaves them as they fit it. */
final class HeldFolder implements StaticFolder {
    private final Map<String, byte[]> files = new HashMap<>();

    /** @throws UncheckedIOException if the folder cannot be read */
    HeldFolder(Path folder) {
        try {
            for (Map.Entry<String, Path> file : StaticFolder.list(folder).entrySet()) {
                files.put(file.getKey(), Files.readAllBytes(file.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Response> file(String name, String contentType) {
        return Optional.ofNullable(files.get(name)).map(content -> Response.ofShared(contentType, content));
    }
}
