package org.provenote.provenance.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.provenote.provenance.notebook.NotebookDocument;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Short ways to write sessions and notebooks: {@code "a=int x = 1;"} is a cell with id and source. */
final class Cells {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private Cells() {}

    static SessionRecord executed(String... cells) {
        List<ExecutedCell> executions = new ArrayList<>();
        for (String cell : cells) {
            int split = cell.indexOf('=');
            executions.add(new ExecutedCell(
                    executions.size() + 1,
                    Optional.of(cell.substring(0, split)).filter(id -> !id.isEmpty()),
                    cell.substring(split + 1),
                    START.plusSeconds(executions.size()),
                    Duration.ofMillis(120),
                    ExecutedCell.Outcome.OK,
                    Optional.empty(),
                    Optional.of("run1")));
        }
        return new SessionRecord("JJava 1.0-a8", Optional.of("a/b.ipynb"), START, executions);
    }

    static NotebookDocument notebook(String... cells) throws IOException {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.putObject("metadata").putArray("cells").add("not these");
        var list = root.putArray("cells");
        for (String cell : cells) {
            int split = cell.indexOf('=');
            ObjectNode node = list.addObject();
            node.put("cell_type", cell.startsWith("#") ? "markdown" : "code");
            if (split > 0) {
                node.put("id", cell.substring(0, split));
            }
            var lines = node.putArray("source");
            cell.substring(split + 1).lines().map(line -> line + "\n").forEach(lines::add);
        }
        return NotebookDocument.parse(root.toString().getBytes(UTF_8));
    }
}
