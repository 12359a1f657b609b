package org.provenote.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.notebook.NotebookLocation.Source;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.session.FrontEnd;
import org.provenote.session.KernelPort;
import org.provenote.testing.ProcessLocks;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** Runs whose database lies in the work tree that is captured with them. */
class RunCaptureTest {
    @TempDir
    Path folder;

    private final ExecutorService beside = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        TrackingStores.closeAll();
        beside.shutdownNow();
    }

    @Test
    void aDatabaseThatGitTracksKeepsItsLocks() throws Exception {
        assertLocksOutliveARun("mlflow.db", true);
    }

    @Test
    void aDatabaseUnderAnyNameKeepsItsLocks() throws Exception {
        assertLocksOutliveARun("runs.db", false);
    }

    /** Without them, other processes take the database for one that nobody has open, and remove its log. */
    private void assertLocksOutliveARun(String name, boolean tracked) throws Exception {
        git("init", "-q");
        Path notebook = Files.writeString(folder.resolve("notebook.ipynb"), "{\"cells\": [], \"metadata\": {}}");
        Path database = folder.resolve(name);
        MlflowContext tracking = new MlflowContext(TrackingUris.of(database));
        tracking.startRun("first").endRun();
        git("add", tracked ? "." : "notebook.ipynb");
        git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "first");
        // As SQLite does now and then, when it brings its log into the file; the JDK would open the file for it.
        execute("touch", name);
        Path index = folder.resolve(name + "-shm");
        List<String> onDatabase = ProcessLocks.on(database);
        List<String> onIndex = ProcessLocks.on(index);
        assertThat(onDatabase).isNotEmpty();
        assertThat(onIndex).isNotEmpty();

        Run run = captured(tracking, notebook);

        assertThat(ProcessLocks.on(database)).containsAll(onDatabase);
        assertThat(ProcessLocks.on(index)).containsAll(onIndex);
        assertThat(run.data().tag(RunTags.GIT_DIRTY)).contains(String.valueOf(tracked));
        assertThat(run.data().tag(RunTags.REVISION)).isPresent();
        assertThat(run.data().tag(RunTags.PARTIAL).isPresent()).isEqualTo(tracked);
    }

    @Test
    void whatIsNotCapturedOfTheFilesBesideTheNotebookIsSaid() throws Exception {
        git("init", "-q");
        Path notebook = Files.writeString(folder.resolve("notebook.ipynb"), "{\"cells\": [], \"metadata\": {}}");
        MlflowContext tracking = new MlflowContext(TrackingUris.of(folder.resolve("mlflow.db")));
        git("add", "notebook.ipynb");
        git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "first");
        Files.writeString(folder.resolve("c.properties"), "url=https://me:hunter22@example.org/");
        Files.writeString(folder.resolve(".env"), "X=1");

        assertThat(captured(tracking, notebook).data().tag(RunTags.PARTIAL))
                .contains("1 left out (.env), 1 masked (c.properties)");

        git("update-index", "--split-index");
        assertThat(captured(tracking, notebook).data().tag(RunTags.PARTIAL).orElseThrow())
                .startsWith("the notebook without the files beside it: ");
    }

    @Test
    void whatGitCouldNotBeAskedInTimeIsSaid() throws Exception {
        git("init", "-q");
        Files.writeString(folder.resolve("notebook.ipynb"), "{}");
        git("add", "notebook.ipynb");
        git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "first");
        // whoever reads the commit waits for ever
        execute(
                "sh",
                "-c",
                "id=$(git rev-parse HEAD | sed 's,^..,&/,'); rm -f .git/objects/$id;"
                        + " mkfifo .git/objects/$id; echo .git/objects/$id > pipe");
        MlflowContext tracking = new MlflowContext(TrackingUris.of(folder.resolve("mlflow.db")));

        Run run = captured(tracking, Optional.empty());

        assertThat(run.data().tag(RunTags.PARTIAL)).contains("Git was asked for 5 seconds and is not known to the end");
        assertThat(run.data().tag(RunTags.GIT_COMMIT)).isEmpty();
        // lets the reader go
        Files.writeString(
                folder.resolve(Files.readString(folder.resolve("pipe")).strip()), "");
    }

    @Test
    void theRecordsOfARunThatEndsWhileTheDiskIsFullAreThereOnceItHasRoom() throws Exception {
        Path notebook = Files.writeString(folder.resolve("notebook.ipynb"), "{\"cells\": [], \"metadata\": {}}");
        MlflowContext tracking = new MlflowContext(TrackingUris.of(folder.resolve("mlflow.db")));
        tracking.startRun("first").endRun();
        Run run;
        limitFiles("1");
        try {
            run = captured(tracking, notebook);
        } finally {
            limitFiles("unlimited");
        }

        assertThat(tracking.getClient().store().flush(Duration.ofSeconds(90)))
                .as(String.valueOf(tracking.getClient().store().delivery()))
                .isTrue();
        assertThat(tracking.getClient().store().artifacts(run.info()).list("provenance"))
                .extracting(FileInfo::path)
                .contains("provenance/session.json", "provenance/environment.json");
    }

    /** Writing beyond it fails as on a full disk, of this process alone. */
    private void limitFiles(String bytes) throws IOException, InterruptedException {
        execute("prlimit", "--pid", "" + ProcessHandle.current().pid(), "--fsize=" + bytes + ":");
    }

    @Test
    void ofARunThatIsForgottenNothingIsWrittenWhenItEnds() throws Exception {
        Path notebook = Files.writeString(folder.resolve("notebook.ipynb"), "{\"cells\": [], \"metadata\": {}}");
        NotebookLocation location = new NotebookLocation(Optional.of(notebook), folder, Source.JUPYTER_SERVER);
        MlflowContext tracking = new MlflowContext(TrackingUris.of(folder.resolve("mlflow.db")));
        RunCapture capture = capture();
        ActiveRun run = tracking.startRun("first");
        capture.started(run, location, Optional.empty(), null, 1);

        capture.forget(run.getId());
        end(capture, run, location);

        assertThat(tracking.getClient().getRun(run.getId()).data().tag(RunTags.BADGE))
                .isEmpty();
        assertThat(captured(tracking, notebook).data().tag(RunTags.BADGE)).isPresent();
    }

    private Run captured(MlflowContext tracking, Path notebook) {
        return captured(tracking, Optional.of(notebook));
    }

    private Run captured(MlflowContext tracking, Optional<Path> notebook) {
        NotebookLocation location = new NotebookLocation(notebook, folder, Source.JUPYTER_SERVER);
        RunCapture capture = capture();
        ActiveRun run = tracking.startRun("second");
        capture.started(run, location, Optional.empty(), null, 1);
        end(capture, run, location);
        return tracking.getClient().getRun(run.getId());
    }

    private RunCapture capture() {
        KernelEnvironment environment = new KernelEnvironment(folder.resolve("kernel.json"), name -> null);
        return new RunCapture(beside, new OpenNotebook(new NoKernel(folder), environment, beside));
    }

    private static void end(RunCapture capture, ActiveRun run, NotebookLocation location) {
        capture.ending(
                run, location, null, new SessionRecord("test", Optional.empty(), Instant.now(), List.of()), List.of());
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        execute(Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
    }

    private void execute(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private record NoKernel(Path connectionFile) implements KernelPort {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public void display(Map<String, Object> data) {}

        @Override
        public Optional<FrontEnd> frontEnd() {
            return Optional.empty();
        }
    }
}
