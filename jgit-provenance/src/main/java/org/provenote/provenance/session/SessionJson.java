package org.provenote.provenance.session;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.provenote.provenance.json.GivenJson;
import org.provenote.provenance.secrets.Secrets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code session.json}. The schema is published: fields may be added, never changed. */
final class SessionJson {
    static final String SCHEMA = "session-1";
    private static final JsonMapper JSON = GivenJson.MAPPER;

    private SessionJson() {}

    static byte[] write(SessionRecord session) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("kernel", session.kernel());
        session.notebook().ifPresent(path -> root.put("notebook", path));
        root.put("recorded", session.recorded().toString());
        ArrayNode cells = root.putArray("cells");
        session.cells().forEach(cell -> write(cell, cells.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void write(ExecutedCell cell, ObjectNode to) {
        to.put("number", cell.number());
        cell.cellId().ifPresent(id -> to.put("cellId", id));
        to.put("source", Secrets.mask(cell.source()));
        to.put("start", cell.start().toString());
        to.put("durationMs", cell.duration().toMillis());
        to.put("outcome", cell.outcome().name());
        cell.error().ifPresent(error -> to.put("error", Secrets.mask(error)));
        cell.runId().ifPresent(run -> to.put("runId", run));
    }

    static SessionRecord read(byte[] json) throws IOException {
        try {
            JsonNode root = JSON.readTree(json);
            if (!SCHEMA.equals(root.path("schema").asString(""))) {
                throw new IOException(
                        "Not a session record: schema \"" + SCHEMA + "\" was expected, found " + root.path("schema"));
            }
            List<ExecutedCell> cells = new ArrayList<>();
            root.path("cells").forEach(cell -> cells.add(cell(cell)));
            return new SessionRecord(
                    root.path("kernel").asString(""), text(root, "notebook"), instant(root, "recorded"), cells);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("Not a session record: " + e.getMessage(), e);
        }
    }

    private static ExecutedCell cell(JsonNode cell) {
        return new ExecutedCell(
                cell.path("number").asInt(0),
                text(cell, "cellId"),
                cell.path("source").asString(""),
                instant(cell, "start"),
                Duration.ofMillis(cell.path("durationMs").asLong(0)),
                ExecutedCell.Outcome.valueOf(cell.path("outcome").asString("")),
                text(cell, "error"),
                text(cell, "runId"));
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(node.path(name).asString(""));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.path(name).isString() ? Optional.of(node.path(name).asString()) : Optional.empty();
    }
}
