package org.provenote.server.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.provenote.provenance.GitState;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.server.http.Limits;
import org.provenote.tracking.MlflowException;

/** The notebook of a run as it is now. What a kernel alone knows of now (cells, jars, JDK) is not compared. */
record NotebookNow(AskedRun run, NotebookDocument notebook) {

    /** As it is saved. */
    static NotebookNow saved(AskedRun run) throws IOException {
        String name = run.notebookNow().orElse("");
        Path file = run.root()
                .below(name)
                .filter(path -> name.endsWith(".ipynb"))
                .filter(Files::isRegularFile)
                .orElseThrow(() -> MlflowException.missing("There is no notebook '" + name
                        + "' to compare with, below the Jupyter root. The run and its version are safe."));
        if (Files.size(file) > Limits.NOTEBOOK_BYTES) {
            throw MlflowException.invalid(
                    name + " cannot be compared: it is larger than " + (Limits.NOTEBOOK_BYTES >> 20) + " MiB");
        }
        return new NotebookNow(run, parse(Files.readAllBytes(file), name));
    }

    /** As an editor has it open. */
    static NotebookNow open(AskedRun run, byte[] content) {
        return new NotebookNow(run, parse(content, "What was sent"));
    }

    /** How it differs from the run. */
    VersionDiff differs() {
        RunFacts now = new RunFacts(
                Map.of(), Optional.of(notebook), Optional.empty(), Optional.empty(), GitState.commitOf(run.folder()));
        return VersionDiff.withNow(run, now);
    }

    private static NotebookDocument parse(byte[] content, String what) {
        try {
            return NotebookDocument.parse(content);
        } catch (IOException e) {
            throw MlflowException.invalid(what + " cannot be compared: " + e.getMessage());
        }
    }
}
