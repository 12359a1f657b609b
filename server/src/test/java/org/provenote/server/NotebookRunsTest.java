package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;
import tools.jackson.databind.JsonNode;

class NotebookRunsTest {
    private static final String PATH_TAG = "provenote.notebook.path";

    @TempDir
    Path root;

    @AutoClose
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
    }

    @Test
    void readingMakesNoStoreWhereThereIsNone() {
        JsonNode page = runsOf("a.ipynb");

        assertThat(page.path("experiment").isNull()).isTrue();
        assertThat(page.path("runs").isEmpty()).isTrue();
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.ipynb",
                "sub folder/a b.ipynb",
                "it's.ipynb",
                "\"quoted\".ipynb",
                "it's \"both\" & 100%.ipynb",
                "日本語/ö.ipynb"
            })
    void aNotebooksRunsAreThoseTaggedWithItsPathAndAllOfItsOwnExperiment(String notebook) {
        String own = experiment("own", notebook);
        String shared = experiment("shared", "");
        String inOwn = run(own, 1, notebook);
        String byPython = run(own, 2, "");
        String elsewhere = run(shared, 3, notebook);
        run(shared, 4, "other.ipynb");
        run(shared, 5, "");

        JsonNode page = runsOf(notebook);

        assertThat(ids(page)).containsExactly(elsewhere, byPython, inOwn);
        assertThat(page.path("experiment").path("experiment_id").asString()).isEqualTo(own);
        assertThat(page.path("notebook").asString()).isEqualTo(notebook);
        assertThat(page.path("on_server").asBoolean()).isFalse();
    }

    @Test
    void runsOfBeforeAndAfterARenameAreShownUnderTheNewPath() {
        String own = experiment("week 1/a", "week 1/a.ipynb");
        String before = run(own, 1, "week 1/a.ipynb");

        int status = server.post("/provenote/notebooks/moved?from=week%201&to=week%202", "")
                .statusCode();
        String after = run(own, 2, "week 2/a.ipynb");

        assertThat(status).isEqualTo(200);
        assertThat(ids(runsOf("week 2/a.ipynb"))).containsExactly(after, before);
        assertThat(server.store().getExperiment(own).name()).isEqualTo("week 2/a");
        assertThat(runsOf("week 1/a.ipynb").path("experiment").isNull()).isTrue();
        assertThat(ids(runsOf("week 1/a.ipynb"))).as("of a new notebook there").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proj", "proj/week 1", "proj/week 1/task 2"})
    void runsInTheStoreOfARenamedFolderFollowIt(String folder) throws IOException {
        Files.createDirectories(root.resolve(folder));
        String above = run(experiment("proj/b", "proj/b.ipynb"), 1, "proj/b.ipynb");
        TrackingStore inside = TrackingStores.open(TrackingUris.of(root.resolve(folder + "/mlflow.db")));
        String own = run(inside, experiment(inside, folder + "/a", folder + "/a.ipynb"), 1, folder + "/a.ipynb");
        assertThat(ids(runsOf(folder + "/a.ipynb"))).containsExactly(own);

        Files.move(root.resolve("proj"), root.resolve("proj 2"));
        int status = server.post("/provenote/notebooks/moved?from=proj&to=proj%202", "")
                .statusCode();

        String moved = folder.replace("proj", "proj 2");
        assertThat(status).isEqualTo(200);
        assertThat(ids(runsOf(moved + "/a.ipynb"))).containsExactly(own);
        assertThat(runsOf(moved + "/a.ipynb").path("experiment").path("name").asString())
                .isEqualTo(moved + "/a");
        assertThat(server.store().getRun(above).info().experimentId())
                .as("in the store above")
                .isEqualTo(
                        server.store().findExperiment("proj 2/b").orElseThrow().experimentId());
    }

    /** Jupyter shows its user what is behind links below its root; who may log runs here is not its user. */
    @Test
    void runsBehindALinkAreForJupyterAlone(@TempDir Path outside) throws IOException {
        try (RunningServer ofJupyter = RunningServer.ofJupyter(root)) {
            TrackingStore store = TrackingStores.open(TrackingUris.of(outside.resolve("mlflow.db")));
            String run = run(store, experiment(store, "link/a", "link/a.ipynb"), 1, "link/a.ipynb");
            Files.createSymbolicLink(root.resolve("link"), outside);

            assertThat(server.get("/provenote/runs?notebook=link/a.ipynb").statusCode())
                    .isEqualTo(400);
            assertThat(server.get("/provenote/runs/" + run + "/version?notebook=link/a.ipynb")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(server.post("/provenote/notebooks/deleted?path=link/a.ipynb", "")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(ids(ofJupyter.getJson("/provenote/runs?notebook=link/a.ipynb")))
                    .containsExactly(run);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=a.ipynb&to=../b.ipynb", "from=/etc&to=b.ipynb", "from=a.ipynb", "from=.&to=b"})
    void aMoveOutOfTheRootIsRefused(String query) {
        String own = experiment("a", "a.ipynb");

        assertThat(server.post("/provenote/notebooks/moved?" + query, "").statusCode())
                .isEqualTo(400);
        assertThat(server.store().getExperiment(own).name()).isEqualTo("a");
    }

    @Test
    void aDeletedNotebooksRunsComeBackWithIt() throws IOException {
        String id = "0b9a4a0e-5f0e-4c9e-8a57-7f2d0b1c9d11";
        String own = experiment("a", "a.ipynb");
        server.store().setExperimentTag(own, new ExperimentTag("provenote.notebook.id", id));
        String run = run(own, 1, "a.ipynb");

        server.post("/provenote/notebooks/deleted?path=a.ipynb", "");
        assertThat(ids(runsOf("a.ipynb"))).isEmpty();

        server.post("/provenote/notebooks/seen?path=a.ipynb", "");
        assertThat(ids(runsOf("a.ipynb"))).as("it is not there yet").isEmpty();

        notebook("a.ipynb", id);
        server.post("/provenote/notebooks/seen?path=a.ipynb", "");
        assertThat(ids(runsOf("a.ipynb"))).containsExactly(run);
    }

    @Test
    void aNotebookSeenWhereItWasMovedOutsideJupyterHasItsRunsAndACopyHasNone() throws IOException {
        String id = "0b9a4a0e-5f0e-4c9e-8a57-7f2d0b1c9d12";
        String own = experiment("a", "a.ipynb");
        server.store().setExperimentTag(own, new ExperimentTag("provenote.notebook.id", id));
        String run = run(own, 1, "a.ipynb");

        notebook("b.ipynb", id);
        server.post("/provenote/notebooks/seen?path=b.ipynb", "");
        assertThat(ids(runsOf("b.ipynb"))).containsExactly(run);

        notebook("c.ipynb", id);
        server.post("/provenote/notebooks/seen?path=c.ipynb", "");
        assertThat(ids(runsOf("c.ipynb"))).isEmpty();
        assertThat(ids(runsOf("b.ipynb"))).containsExactly(run);
    }

    private void notebook(String path, String id) throws IOException {
        Files.writeString(
                root.resolve(path),
                "{\"cells\": [], \"metadata\": {\"provenote\": {\"id\": \"" + id + "\", \"path\": \"a.ipynb\"}}}");
    }

    @Test
    void pagesHoldEveryRunOnce() {
        String own = experiment("own", "a.ipynb");
        String shared = experiment("shared", "");
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            newestFirst.add(0, run(i % 3 == 0 ? shared : own, i, "a.ipynb"));
        }
        List<String> found = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = server.getJson("/provenote/runs?notebook=a.ipynb&max_results=7&page_token=" + token);
            found.addAll(ids(page));
            token = page.path("next_page_token").asString("");
        } while (!token.isEmpty());

        assertThat(found).isEqualTo(newestFirst);
    }

    @Test
    void deletedRunsAreNotShown() {
        String own = experiment("own", "a.ipynb");
        String kept = run(own, 1, "a.ipynb");
        server.store().deleteRun(run(own, 2, "a.ipynb"));

        assertThat(ids(runsOf("a.ipynb"))).containsExactly(kept);
    }

    @Test
    void aPollCostsNothingUntilSomethingIsLogged() {
        String run = run(experiment("own", "a.ipynb"), 1, "a.ipynb");
        String tag = server.get("/provenote/runs?notebook=a.ipynb")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(poll(tag).statusCode()).isEqualTo(304);
        assertThat(poll(tag).body()).isEmpty();
        server.store().logBatch(run, Batch.of(new Metric("loss", 0.5, 1, 1)));
        HttpResponse<String> changed = poll(tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag"))
                .isNotEqualTo(java.util.Optional.of(tag))
                .isPresent();
        assertThat(changed.body()).contains("\"loss\"");
    }

    /** By {@code git checkout}, for one, which no store hears of. */
    @Test
    void aPollSeesThatAnotherNotebookHasCome() throws IOException {
        UUID id = UUID.randomUUID();
        String path = "a.ipynb";
        put(path, id);
        String run = run(
                server.store()
                        .createExperiment(new NewExperiment(
                                "own",
                                null,
                                List.of(
                                        new ExperimentTag(PATH_TAG, path),
                                        new ExperimentTag("provenote.notebook.id", id.toString())))),
                1,
                path);
        HttpResponse<String> first = server.get("/provenote/runs?notebook=" + path);
        assertThat(first.body()).contains(run);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(poll(tag).statusCode()).isEqualTo(304);

        put(path, UUID.randomUUID());

        HttpResponse<String> changed = poll(tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).doesNotContain(run);
    }

    private void put(String path, UUID id) throws IOException {
        Path other = root.resolve("other");
        Files.writeString(
                other,
                "{\"cells\": [], \"metadata\": {\"provenote\": {\"id\": \"" + id + "\", \"path\": \"a.ipynb\"}}}");
        Files.move(other, root.resolve(path), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theNearestStoreAboveTheNotebookIsRead() throws IOException {
        Files.createDirectories(root.resolve("course/week1"));
        try (RunningServer course = RunningServer.in(root.resolve("course"))) {
            String experiment = course.store().createExperiment(NewExperiment.named("x"));
            String path = "course/week1/a.ipynb";
            String run = course.store()
                    .createRun(new NewRun(experiment, "me", null, 1, List.of(new RunTag(PATH_TAG, path))))
                    .info()
                    .runId();

            assertThat(ids(runsOf(path))).containsExactly(run);
            assertThat(ids(runsOf("elsewhere.ipynb"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.ipynb",
                "/etc/a.ipynb",
                "x/../../a.ipynb",
                "",
                ".",
                "a\u0000.ipynb",
                "..%2Fa.ipynb/../../.."
            })
    void pathsOutsideTheRootAreRefused(String notebook) {
        HttpResponse<String> answer = server.get("/provenote/runs?notebook=" + RunningServer.encoded(notebook));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_PARAMETER_VALUE");
    }

    private HttpResponse<String> poll(String tag) {
        return server.get("/provenote/runs?notebook=a.ipynb", "If-None-Match", tag);
    }

    private JsonNode runsOf(String notebook) {
        return server.getJson("/provenote/runs?notebook=" + RunningServer.encoded(notebook));
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.path("runs").spliterator(), false)
                .map(run -> run.path("info").path("run_id").asString())
                .toList();
    }

    private String experiment(String name, String notebook) {
        return experiment(server.store(), name, notebook);
    }

    private static String experiment(TrackingStore store, String name, String notebook) {
        List<ExperimentTag> tags = notebook.isEmpty() ? List.of() : List.of(new ExperimentTag(PATH_TAG, notebook));
        return store.createExperiment(new NewExperiment(name, null, tags));
    }

    private String run(String experiment, long startTime, String notebook) {
        return run(server.store(), experiment, startTime, notebook);
    }

    private static String run(TrackingStore store, String experiment, long startTime, String notebook) {
        List<RunTag> tags = notebook.isEmpty() ? List.of() : List.of(new RunTag(PATH_TAG, notebook));
        return store.createRun(new NewRun(experiment, "me", null, startTime, tags))
                .info()
                .runId();
    }
}
