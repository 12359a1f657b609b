package org.provenote.provenance.session;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every cell that a kernel executed from its start up to a run's end.
 *
 * @param kernel name and version, such as {@code JJava 1.0-a8}
 * @param notebook the notebook's path; empty when it is unknown
 * @param recorded when this record was made
 */
public record SessionRecord(String kernel, Optional<String> notebook, Instant recorded, List<ExecutedCell> cells) {
    public SessionRecord {
        cells = List.copyOf(cells);
    }

    /** For programs: JSON by {@code docs/schemas/session-1.schema.json}, secrets masked. */
    public byte[] toJson() {
        return SessionJson.write(this);
    }

    /** For people: Markdown with one heading and one code block for each execution, secrets masked. */
    public String toMarkdown() {
        return SessionMarkdown.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote, or a later version of it.
     *
     * @throws IOException if the bytes are no such record
     */
    public static SessionRecord fromJson(byte[] json) throws IOException {
        return SessionJson.read(json);
    }
}
