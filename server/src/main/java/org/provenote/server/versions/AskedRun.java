package org.provenote.server.versions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.Root;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;
import org.provenote.server.backend.Backend;
import org.provenote.server.backend.RecordedRuns;
import org.provenote.server.http.Request;
import org.provenote.server.notebook.NotebookPath;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.validation.Validation;

/**
 * The run that a request's path names, in the store of the notebook that its query names, else of the Jupyter root. With
 * {@code at=end} its notebook is that of the run's end.
 */
final class AskedRun {
    private final Backend backend;
    private final TrackingStore store;
    private final Optional<String> notebook;
    private final boolean atEnd;
    private final Run run;

    private AskedRun(Backend backend, TrackingStore store, Optional<String> notebook, boolean atEnd, String runId) {
        this.backend = backend;
        this.store = store;
        this.notebook = notebook;
        this.atEnd = atEnd;
        Validation.runId(runId);
        this.run = store.getRun(runId);
    }

    static AskedRun of(Request request, Backend backend) {
        Optional<String> notebook = request.text("notebook");
        Optional<TrackingStore> store = notebook.map(path -> NotebookPath.of(backend, path))
                .map(path -> backend.existingStoreOf(path.folder()))
                .orElseGet(backend::existingStore);
        String runId = request.pathParameter("run_id");
        boolean atEnd = request.query("at").filter("end"::equals).isPresent();
        return new AskedRun(backend, store.orElseThrow(() -> Validation.unknownRun(runId)), notebook, atEnd, runId);
    }

    /** Another run of the same store. */
    AskedRun sibling(String runId) {
        return new AskedRun(backend, store, notebook, false, runId);
    }

    Run run() {
        return run;
    }

    RecordedRun recorded() {
        RecordedRun recorded = RecordedRuns.of(run, store, backend);
        return atEnd ? recorded.atEnd() : recorded;
    }

    RunProvenance provenance() {
        return new RunProvenance(backend.root(), backend.artifactFolders());
    }

    /** Where the notebook is now: the one that the request names, else the one that the run came from, if its tag can be it. */
    Optional<String> notebookNow() {
        return notebook.or(() -> run.data().tag(RunTags.NOTEBOOK_PATH));
    }

    Root root() {
        return new Root(backend.root());
    }

    /** The folder of the notebook as it is now, if it is there, else the root. */
    Path folder() {
        return notebookNow()
                .flatMap(root()::below)
                .map(Path::getParent)
                .filter(Files::isDirectory)
                .orElse(backend.root());
    }
}
