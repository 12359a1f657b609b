package org.provenote.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.provenote.provenance.GitState;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.notebook.NotebookExperiments;

/** What is kept of how runs came about: read, compared and restored. */
public final class RunProvenance {
    private static final String REVISION = "provenote.notebook.revision";

    private final MlflowClient client;
    private final NotebookLocation here;

    public RunProvenance(MlflowClient client, NotebookLocation here) {
        this.client = client;
        this.here = here;
    }

    /** How {@code after} differs from {@code before}, the smallest explanation first. */
    public RunDiff diff(Run before, Run after) {
        return RunDiff.of(facts(before), facts(after));
    }

    /** How now, told by the session so far and the saved notebook, differs from {@code before}; params are a run's alone. */
    public RunDiff diffWithNow(Run before, SessionRecord session, Environment environment) {
        RunFacts then = facts(before);
        RunFacts now = new RunFacts(
                then.params(),
                here.file().flatMap(RunProvenance::content).flatMap(RunProvenance::document),
                Optional.of(session),
                Optional.of(environment),
                GitState.of(here.folder()).flatMap(GitState::commit));
        return RunDiff.of(then, now);
    }

    /** Writes the run's notebook to a file that must not exist yet, unless {@code existing} says otherwise. */
    public void restoreNotebook(Run run, Path target, Existing existing) throws IOException {
        versions(run).restoreNotebook(revision(run), target, existing);
    }

    /** Writes the run's whole state into a folder. */
    public Restored restoreState(Run run, Path folder, Existing existing) throws IOException {
        return versions(run).restoreState(revision(run), folder, existing);
    }

    private RunFacts facts(Run run) {
        return new RunFacts(
                run.data().params().stream().collect(Collectors.toMap(Param::key, Param::value)),
                version(run).flatMap(RunProvenance::document),
                artifact(run, RunRecords.SESSION_JSON, SessionRecord::fromJson),
                artifact(run, RunRecords.ENVIRONMENT_JSON, Environment::fromJson),
                run.data().tag("mlflow.source.git.commit"));
    }

    private Optional<byte[]> version(Run run) {
        try {
            return Optional.of(versions(run).read(revision(run)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private NotebookVersions versions(Run run) {
        Path notebook = run.data()
                .tag(NotebookExperiments.PATH)
                .flatMap(KernelEnvironment::path)
                .map(here.root()::resolve)
                .orElse(here.root().resolve("notebook.ipynb"));
        return NotebookVersions.beside(notebook, here.root());
    }

    private static String revision(Run run) throws IOException {
        return run.data()
                .tag(REVISION)
                .orElseThrow(() -> new IOException("Run " + run.info().runName() + " has no notebook version"));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] json) throws IOException;
    }

    private <T> Optional<T> artifact(Run run, String name, Reader<T> reader) {
        try (InputStream in = client.store().artifacts(run.info()).open(RunRecords.FOLDER + "/" + name)) {
            return Optional.of(reader.read(in.readAllBytes()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<NotebookDocument> document(byte[] content) {
        try {
            return Optional.of(NotebookDocument.parse(content));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> content(Path notebook) {
        try {
            return Optional.of(Files.readAllBytes(notebook));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
