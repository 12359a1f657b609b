package org.provenote.server.notebook;

import java.nio.file.Path;
import java.util.Optional;
import org.provenote.provenance.notebook.NotebookIdentity;
import org.provenote.provenance.run.Root;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookFiles;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;

/**
 * {@code POST /provenote/notebooks/seen?path=…}: a notebook is there, perhaps again, or at a path that it was moved to outside Jupyter.
 * The experiment that knows the id in its file follows, also out of the trash.
 */
public final class NotebookSeenRoute implements Route {
    private final Backend backend;

    public NotebookSeenRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/notebooks/seen";
    }

    @Override
    public Response answer(Request request) {
        NotebookPath notebook = NotebookPath.of(backend, request.required("path"));
        new Root(backend.root())
                .below(notebook.relative())
                .ifPresent(file -> NotebookIdentity.in(file)
                        .ifPresent(identity -> backend.existingStoreOf(notebook.folder())
                                .ifPresent(store -> new NotebookExperiments(store)
                                        .seen(
                                                new NotebookKey(notebook.relative(), Optional.of(identity.id())),
                                                new Files(backend.root(), notebook.relative(), file, identity)))));
        return Response.emptyJson();
    }

    private record Files(Path root, String path, Path file, NotebookIdentity identity) implements NotebookFiles {
        @Override
        public Occupant at(String other) {
            return Occupant.among(Optional.of(file), identity.fileAt(other, root).stream());
        }

        @Override
        public boolean isCopy() {
            return !identity.madeAt().equals(path) && at(identity.madeAt()) == Occupant.ORIGINAL;
        }
    }
}
