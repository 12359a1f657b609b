package org.provenote.server.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.provenote.provenance.GitState;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Limits;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.versions.VersionDiff.Side;
import org.provenote.tracking.MlflowException;

/**
 * {@code /provenote/runs/{run_id}/diff?notebook=…}: how a run differs from the notebook as it is now, the smallest explanation
 * first. {@code GET} compares with the saved file, or with another run if {@code with=} names one; {@code POST} with the
 * notebook in its body, as an editor has it open. What a kernel alone knows of now (cells, jars, JDK) is not compared.
 */
public final class DiffRoute implements Route {
    private final String method;
    private final Backend backend;

    public DiffRoute(String method, Backend backend) {
        this.method = method;
        this.backend = backend;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/diff";
    }

    @Override
    public Response answer(Request request) throws IOException {
        AskedRun asked = AskedRun.of(request, backend);
        Optional<String> with = request.text("with");
        if (method.equals("POST")) {
            return Response.json(withNow(asked, parse(request.bodyBytes(Limits.NOTEBOOK_BYTES), "What was sent")));
        }
        return Response.json(
                with.isPresent() ? withRun(asked, asked.sibling(with.get())) : withNow(asked, saved(asked)));
    }

    private static VersionDiff withRun(AskedRun before, AskedRun after) {
        return new VersionDiff(
                Side.of(before.run()),
                Side.of(after.run()),
                before.provenance().diff(before.recorded(), after.recorded()));
    }

    private static VersionDiff withNow(AskedRun asked, NotebookDocument notebook) {
        RunFacts now = new RunFacts(
                Map.of(), Optional.of(notebook), Optional.empty(), Optional.empty(), GitState.commitOf(asked.folder()));
        return new VersionDiff(
                Side.of(asked.run()),
                Side.now(asked.notebookNow().orElse("")),
                asked.provenance().diffWithNow(asked.recorded(), now));
    }

    private static NotebookDocument saved(AskedRun asked) throws IOException {
        String name = asked.notebookNow().orElse("");
        Path file = asked.root()
                .below(name)
                .filter(path -> name.endsWith(".ipynb"))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> MlflowException.missing("There is no notebook '" + name
                        + "' to compare with, below the Jupyter root. The run and its version are safe."));
        return parse(Files.readAllBytes(file), name);
    }

    private static NotebookDocument parse(byte[] content, String what) {
        try {
            return NotebookDocument.parse(content);
        } catch (IOException e) {
            throw MlflowException.invalid(what + " cannot be compared: " + e.getMessage());
        }
    }
}
