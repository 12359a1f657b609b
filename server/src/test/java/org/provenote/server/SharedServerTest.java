package org.provenote.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import tools.jackson.databind.JsonNode;

/** One server for a class, whose students have notebooks at the same path, each below a root of their own. */
class SharedServerTest {
    @TempDir
    Path folder;

    private RunningServer shared;
    private Student ada;
    private Student bob;

    @BeforeEach
    void start() throws IOException {
        shared = RunningServer.in(Files.createDirectory(folder.resolve("class")));
        shared.store();
        ada = new Student("ada");
        bob = new Student("bob");
    }

    @AfterEach
    void stop() {
        ada.sidebar.close();
        bob.sidebar.close();
        shared.close();
    }

    @Test
    void eachStudentsSidebarStaysWithTheirOwnNotebookWhoeverRanLast() throws IOException {
        ada.has("train.ipynb", UUID.randomUUID());
        bob.has("train.ipynb", UUID.randomUUID());

        String hers = ada.runs("train.ipynb");
        String his = bob.runs("train.ipynb");

        assertThat(ada.sees("train.ipynb")).containsExactly(hers);
        assertThat(bob.sees("train.ipynb")).containsExactly(his);
    }

    @Test
    void whatAStudentDeletesOrRenamesIsTheirOwn() throws IOException {
        ada.has("train.ipynb", UUID.randomUUID());
        bob.has("train.ipynb", UUID.randomUUID());
        String hers = ada.runs("train.ipynb");
        String his = bob.runs("train.ipynb");

        Files.move(ada.file("train.ipynb"), ada.file("mine.ipynb"));
        ada.sidebar.post("/provenote/notebooks/moved?from=train.ipynb&to=mine.ipynb", "");
        assertThat(ada.sees("mine.ipynb")).containsExactly(hers);
        assertThat(bob.sees("train.ipynb")).containsExactly(his);

        ada.runs("mine.ipynb");
        Files.delete(ada.file("mine.ipynb"));
        assertThat(ada.sees("mine.ipynb")).as("of the notebook that is gone").hasSize(2);
        assertThat(ada.deletes("mine.ipynb")).isEqualTo(200);
        assertThat(stage(hers)).isEqualTo(LifecycleStage.DELETED);

        assertThat(ada.deletes("train.ipynb")).isEqualTo(200);
        assertThat(stage(his)).isEqualTo(LifecycleStage.ACTIVE);
        assertThat(bob.sees("train.ipynb")).containsExactly(his);
    }

    /** A course folder that is linked into each student's root. */
    @Test
    void aNotebookBehindALinkHasItsRuns() throws IOException {
        Files.createSymbolicLink(ada.file("course"), Files.createDirectory(folder.resolve("course")));
        ada.has("course/train.ipynb", UUID.randomUUID());

        String hers = ada.runs("course/train.ipynb");

        assertThat(ada.sees("course/train.ipynb")).containsExactly(hers);
    }

    /** A tag is any client's word. */
    @Test
    void aPathThatIsNoneStopsNobodysMove() throws IOException {
        String odd = shared.store().createExperiment(NewExperiment.named("odd"));
        shared.store().setExperimentTag(odd, new ExperimentTag(NotebookExperiments.PATH, "work/../../x"));
        ada.has("work/train.ipynb", UUID.randomUUID());
        String hers = ada.runs("work/train.ipynb");

        Files.move(ada.file("work"), ada.file("home"));

        assertThat(ada.sidebar
                        .post("/provenote/notebooks/moved?from=work&to=home", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ada.sees("home/train.ipynb")).containsExactly(hers);
    }

    @Test
    void notebooksThatWereGivenOutWithAnIdShareAnExperimentWhichOneAloneDoesNotTrash() throws IOException {
        UUID given = UUID.randomUUID();
        ada.has("train.ipynb", given);
        bob.has("week 1/train.ipynb", given);

        String hers = ada.runs("train.ipynb");
        String his = bob.runs("week 1/train.ipynb");

        assertThat(ada.sees("train.ipynb")).containsExactlyInAnyOrder(hers, his);
        assertThat(bob.sees("week 1/train.ipynb")).containsExactlyInAnyOrder(hers, his);
        Files.delete(bob.file("week 1/train.ipynb"));
        assertThat(bob.deletes("week 1/train.ipynb")).isEqualTo(400);
        assertThat(ada.sees("train.ipynb")).containsExactlyInAnyOrder(hers, his);
    }

    @Test
    void inAnExperimentOfTheClassEverybodySeesTheRunsOfTheirNotebooksPath() throws IOException {
        String experiment = shared.store().createExperiment(NewExperiment.named("train"));
        ada.has("train.ipynb", UUID.randomUUID());
        bob.has("train.ipynb", UUID.randomUUID());

        String hers = ada.runs("train.ipynb");
        String his = bob.runs("train.ipynb");

        assertThat(shared.store().getRun(his).info().experimentId()).isEqualTo(experiment);
        assertThat(ada.sees("train.ipynb")).containsExactlyInAnyOrder(hers, his);
        assertThat(ada.deletes("train.ipynb")).isEqualTo(200);
        assertThat(stage(his)).isEqualTo(LifecycleStage.ACTIVE);
    }

    @Test
    void whatACellWasInAnothersNotebookIsNotKnownAndNotSaidToBeTheSame() throws IOException {
        UUID given = UUID.randomUUID();
        ada.has("train.ipynb", given);
        bob.has("train.ipynb", given);
        String his = bob.runs("train.ipynb");
        String run = "/provenote/runs/" + his;
        String query = "?notebook=train.ipynb";

        assertThat(bob.sidebar.getJson(run + "/diff" + query).path("diff").has("notebook"))
                .isTrue();
        assertThat(ada.sidebar.getJson(run + "/diff" + query).path("diff").has("notebook"))
                .isFalse();
        assertThat(ada.sidebar
                        .getJson(run + "/notebook" + query)
                        .path("message")
                        .asString())
                .startsWith("This run's notebook is not kept here")
                .contains(ada.root.toString());
    }

    private LifecycleStage stage(String run) {
        String experiment = shared.store().getRun(run).info().experimentId();
        return shared.store().getExperiment(experiment).lifecycleStage();
    }

    /** A student's Jupyter root, with the server that its sidebar asks. */
    private final class Student {
        private final String name;
        private final Path root;
        private final RunningServer sidebar;

        Student(String name) throws IOException {
            this.name = name;
            this.root = Files.createDirectory(folder.resolve(name));
            this.sidebar = RunningServer.before(shared.uri(""), root, Map.of("PROVENOTE_SERVER_SECRET", "s3cret"));
        }

        Path file(String path) {
            return root.resolve(path);
        }

        void has(String path, UUID id) throws IOException {
            Files.createDirectories(file(path).getParent());
            Files.writeString(
                    file(path),
                    "{\"cells\": [{\"cell_type\": \"code\", \"id\": \"c\", \"source\": [], \"metadata\": {}}], \"metadata\":"
                            + " {\"provenote\": {\"id\": \"" + id + "\", \"path\": \"" + path
                            + "\"}}, \"nbformat\": 4, \"nbformat_minor\": 5}");
        }

        /** As a kernel does: finds or makes the experiment, makes the run, keeps the notebook. */
        String runs(String path) throws IOException {
            byte[] content = Files.readAllBytes(file(path));
            UUID id = UUID.fromString(RunningServer.JSON
                    .readTree(new String(content, UTF_8))
                    .path("metadata")
                    .path("provenote")
                    .path("id")
                    .asString());
            String experiment = new NotebookExperiments(sidebar.store())
                    .of(new NotebookKey(path, Optional.of(id)), other -> Occupant.NONE);
            String revision = NotebookVersions.beside(file(path), root)
                    .save(path, path, content, "run")
                    .commitId();
            List<RunTag> tags =
                    List.of(new RunTag(NotebookExperiments.PATH, path), new RunTag(RunTags.REVISION, revision));
            return sidebar.store()
                    .createRun(new NewRun(experiment, name, null, 1, tags))
                    .info()
                    .runId();
        }

        List<String> sees(String path) {
            JsonNode page = sidebar.getJson("/provenote/runs?notebook=" + RunningServer.encoded(path));
            assertThat(page.path("on_server").asBoolean()).isTrue();
            return StreamSupport.stream(page.path("runs").spliterator(), false)
                    .map(run -> run.path("info").path("run_id").asString())
                    .toList();
        }

        int deletes(String path) {
            return sidebar.post("/provenote/notebooks/deleted?path=" + RunningServer.encoded(path), "")
                    .statusCode();
        }
    }
}
