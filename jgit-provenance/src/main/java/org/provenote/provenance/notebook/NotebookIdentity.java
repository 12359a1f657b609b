package org.provenote.provenance.notebook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What JupyterLab's extension wrote into a notebook's metadata, once: {@code "provenote": {"id": …, "path": …}}.
 *
 * @param madeAt the path where the id was made, below Jupyter's root
 */
public record NotebookIdentity(UUID id, String madeAt) {
    private static final String EXTENSION = ".ipynb";
    /** The metadata is read out of the middle of a file, so more follows. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The identity in a notebook's file; empty where there is none, or the file cannot be read. */
    public static Optional<NotebookIdentity> in(Path notebook) {
        if (!Files.isRegularFile(notebook)) {
            return Optional.empty(); // A pipe would let its reader wait.
        }
        try (InputStream in = Files.newInputStream(notebook)) {
            return in(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As above, of a notebook's content. */
    public static Optional<NotebookIdentity> in(byte[] notebook) {
        return in(new ByteArrayInputStream(notebook));
    }

    private static Optional<NotebookIdentity> in(InputStream notebook) {
        try (JsonParser parser = JSON.createParser(notebook)) {
            return metadata(parser).flatMap(NotebookIdentity::of);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * The notebook at {@code path} below {@code root}, if it exists and has this id. The path is a stranger's word, and names
     * nothing outside the root.
     */
    public Optional<Path> fileAt(String path, Path root) {
        try {
            Path file = root.resolve(path).normalize();
            boolean isNotebook = file.startsWith(root) && path.endsWith(EXTENSION) && Files.isRegularFile(file);
            return isNotebook && in(file).filter(other -> other.id().equals(id)).isPresent()
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Passes over the cells without building them: a notebook may be large. */
    private static Optional<JsonNode> metadata(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        for (@Nullable String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (name.equals("metadata")) {
                return Optional.of(JSON.readTree(parser));
            }
            parser.skipChildren();
        }
        return Optional.empty();
    }

    private static Optional<NotebookIdentity> of(JsonNode metadata) {
        JsonNode ours = metadata.path("provenote");
        try {
            return Optional.of(new NotebookIdentity(
                    UUID.fromString(ours.path("id").asString("")),
                    ours.path("path").asString("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
