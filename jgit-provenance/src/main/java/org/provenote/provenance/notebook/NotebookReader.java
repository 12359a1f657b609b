package org.provenote.provenance.notebook;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.provenote.provenance.git.Sha256;
import org.provenote.provenance.json.GivenJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads one cell at a time: outputs may be tens of megabytes, and are hashed and dropped. */
final class NotebookReader {
    private static final JsonMapper JSON = GivenJson.MAPPER;

    private NotebookReader() {}

    static NotebookDocument read(byte[] content) throws IOException {
        try (JsonParser parser = JSON.createParser(content)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("Not a notebook: a JSON object was expected");
            }
            return new NotebookDocument(cells(parser));
        } catch (JacksonException e) {
            throw new IOException("Not a notebook: " + e.getOriginalMessage(), e);
        }
    }

    private static List<NotebookCell> cells(JsonParser parser) throws IOException {
        List<NotebookCell> cells = new ArrayList<>();
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isCells = "cells".equals(parser.currentName());
            parser.nextToken();
            if (isCells && parser.currentToken() == JsonToken.START_ARRAY) {
                found = true;
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    cells.add(cell(parser.readValueAsTree()));
                }
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw new IOException("Not a notebook of format 4: it has no list of cells");
        }
        return cells;
    }

    private static NotebookCell cell(JsonNode cell) {
        return new NotebookCell(
                Optional.of(cell.path("id").asString("")).filter(id -> !id.isEmpty()),
                kind(cell.path("cell_type").asString("")),
                text(cell.path("source")),
                isRunning(cell) ? Optional.empty() : outputs(cell.path("outputs")),
                moment(cell.path("metadata").path("execution").path("iopub.execute_input")));
    }

    /** JupyterLab takes the count away when a cell starts; outputs until it ends are a part of them. */
    private static boolean isRunning(JsonNode cell) {
        return cell.path("execution_count").isNull();
    }

    private static Optional<Instant> moment(JsonNode time) {
        try {
            return Optional.of(OffsetDateTime.parse(time.asString("")).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static NotebookCell.Kind kind(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "code" -> NotebookCell.Kind.CODE;
            case "markdown" -> NotebookCell.Kind.MARKDOWN;
            default -> NotebookCell.Kind.RAW;
        };
    }

    /** Jupyter writes a text as one string or as a list of lines. */
    static String text(JsonNode text) {
        if (!text.isArray()) {
            return text.asString("");
        }
        StringBuilder joined = new StringBuilder();
        text.forEach(line -> joined.append(line.asString("")));
        return joined.toString();
    }

    private static Optional<String> outputs(JsonNode outputs) {
        if (!outputs.isArray() || outputs.isEmpty()) {
            return Optional.empty();
        }
        outputs.forEach(output -> {
            if (output instanceof ObjectNode object) {
                object.remove("execution_count");
            }
        });
        return Optional.of(Sha256.of(JSON.writeValueAsBytes(outputs)));
    }
}
