package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.run.RunTags;
import org.provenote.testing.ProcessLocks;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VersionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTEBOOK = "week 1/träning.ipynb";
    private static final String QUERY = "?notebook=" + RunningServer.encoded(NOTEBOOK);

    @TempDir
    Path temp;

    Path root;

    @AutoClose
    RunningServer server;

    String experiment = "";

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        server = RunningServer.ofJupyter(root);
        experiment = server.store().createExperiment(NewExperiment.named("lesson"));
        Files.createDirectories(root.resolve("week 1"));
    }

    @Test
    void aRunsVersionIsTheNotebookAsItWas() throws IOException {
        String run = run("int k = 3;", "3");
        saved("int k = 5;");

        HttpResponse<String> version = server.get("/provenote/runs/" + run + "/notebook" + QUERY);
        JsonNode known = server.getJson("/provenote/runs/" + run + "/version" + QUERY);

        assertThat(version.body()).isEqualTo(notebook("int k = 3;"));
        assertThat(version.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"run-" + run.substring(0, 8) + ".ipynb\"");
        assertThat(version.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("sandbox"));
        assertThat(known.path("run_id").asString()).isEqualTo(run);
        assertThat(known.path("notebook").asString()).isEqualTo(NOTEBOOK);
        assertThat(known.path("source").asString()).isEqualTo("file");
        assertThat(known.path("revision").asString()).hasSize(40);
    }

    @Test
    void aNotebookThatChangedWhileItsRunWentOnIsAlsoThereAsItWasAtTheEnd() throws IOException {
        String run = run("int k = 3;", "3");
        assertThat(server.getJson(version(run, "")).path("changed").asBoolean()).isFalse();
        assertThat(server.getJson(version(run, "&at=end")).path("revision"))
                .isEqualTo(server.getJson(version(run, "")).path("revision"));

        String later = run("int k = 4;", "4");
        String revision = server.getJson(version(later, "")).path("revision").asString();
        RunTag end = new RunTag(RunTags.END_REVISION, revision);
        server.store().logBatch(run, new Batch(List.of(), List.of(), List.of(end)));

        assertThat(server.getJson(version(run, "")).path("changed").asBoolean()).isTrue();
        assertThat(server.getJson(version(run, "&at=end")).path("revision").asString())
                .isEqualTo(revision);
        assertThat(server.get("/provenote/runs/" + run + "/notebook" + QUERY + "&at=end")
                        .body())
                .isEqualTo(notebook("int k = 4;"));
        assertThat(server.get("/provenote/runs/" + run + "/notebook" + QUERY).body())
                .isEqualTo(notebook("int k = 3;"));
    }

    private static String version(String run, String more) {
        return "/provenote/runs/" + run + "/version" + QUERY + more;
    }

    @Test
    void twoRunsDifferByParamAndCell() throws IOException {
        String before = run("int k = 3;", "3");
        String after = run("int k = 5;", "5");

        JsonNode answer = server.getJson("/provenote/runs/" + before + "/diff" + QUERY + "&with=" + after);

        assertThat(answer.path("before").path("run_id").asString()).isEqualTo(before);
        assertThat(answer.path("after").path("run_id").asString()).isEqualTo(after);
        assertThat(answer.at("/before/metrics/0/value").asDouble()).isEqualTo(0.3);
        assertThat(answer.at("/after/metrics/0/value").asDouble()).isEqualTo(0.5);
        JsonNode explanations = answer.path("diff").path("explanations");
        assertThat(explanations.valueStream().map(e -> e.path("aspect").asString()))
                .contains("PARAMS", "NOTEBOOK");
        assertThat(explanations.path(0).path("changes").path(0).path("before").asString())
                .isEqualTo("3");
        JsonNode cell = answer.path("diff").path("notebook").path("cells").path(0);
        assertThat(cell.path("kind").asString()).isEqualTo("EDITED");
        assertThat(cell.path("lines")
                        .valueStream()
                        .map(line -> line.path("kind").asString()))
                .contains("REMOVED", "ADDED");
    }

    /** MLflow before 1.30 gave no names, and a client may give no start. */
    @Test
    void aRunIsCalledByTheBeginningOfItsIdWhereThatIsAllThereIs() throws Exception {
        String run = run("int k = 3;", "3");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("mlflow.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE runs SET name = '', start_time = 0");
            statement.execute("DELETE FROM tags WHERE key = 'mlflow.runName'");
        }
        saved("int k = 5;");

        JsonNode before =
                server.getJson("/provenote/runs/" + run + "/diff" + QUERY).path("before");

        assertThat(before.path("name").asString()).isEqualTo(run.substring(0, 8));
        assertThat(before.has("start_time")).isFalse();
    }

    @Test
    void nowIsTheSavedFileOrWhatAnEditorHasOpen() throws IOException {
        String run = run("int k = 3;", "3");
        saved("int k = 3;");

        JsonNode withSaved = server.getJson("/provenote/runs/" + run + "/diff" + QUERY);
        JsonNode withOpen = server.postJson("/provenote/runs/" + run + "/diff" + QUERY, notebook("int k = 4;"));

        assertThat(withSaved.path("diff").path("explanations").isEmpty()).isTrue();
        assertThat(withOpen.path("diff")
                        .path("notebook")
                        .path("cells")
                        .path(0)
                        .path("kind")
                        .asString())
                .isEqualTo("EDITED");
        assertThat(withOpen.path("after").path("name").asString()).isEqualTo(NOTEBOOK);
    }

    @Test
    void anOpenNotebookMayBeAsLargeAsThoseThatAreCaptured() throws IOException {
        String run = run("int k = 3;", "3");
        saved("int k = 3;");
        String diff = "/provenote/runs/" + run + "/diff" + QUERY;

        HttpResponse<String> taken = server.post(diff, largeNotebook("int k = 4;", 49));
        HttpResponse<String> refused = server.post(diff, largeNotebook("int k = 4;", 51));

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(taken.body()).contains("EDITED");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("50 MiB");

        Files.writeString(root.resolve(NOTEBOOK), largeNotebook("int k = 4;", 51));
        assertThat(server.getJson(diff).path("message").asString()).contains("larger than 50 MiB");
    }

    @Test
    void ofAVersionThatIsKeptAndTooLargeToReadItIsSaidHowToGetIt() throws Exception {
        String large = largeNotebook("int k = 3;", 51);
        String run = runOf(large, "3");
        String diff = "/provenote/runs/" + run + "/diff" + QUERY;
        saved("int k = 5;");

        String shown = server.getJson("/provenote/runs/" + run + "/notebook" + QUERY)
                .path("message")
                .asString();
        JsonNode withNow = server.getJson(diff).path("diff").path("unread");
        JsonNode withOther = server.getJson(diff + "&with=" + run("int k = 5;", "5"));

        assertThat(shown).startsWith("this notebook version is larger than 50 MiB");
        assertThat(withNow.path(0).asString()).endsWith(shown);
        assertThat(withOther.path("diff").path("unread")).isEqualTo(withNow);
        execute("sh", "-c", shown.replaceFirst(".*: (git .*) \\(in the folder that holds .provenote\\)", "$1"));
        assertThat(root.resolve("copy.ipynb")).hasContent(large);
    }

    /** Who may log runs may not read or write its owner's notebooks. */
    @Test
    void aServerThatAPersonStartedShowsVersionsAndLeavesNotebooksAlone() throws IOException {
        String before = run("int k = 3;", "3");
        String after = run("int k = 5;", "5");
        saved("int k = 7;");
        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of("PROVENOTE_SERVER_TOKEN", "t"))) {
            try (RunningServer own = RunningServer.in(root, environment)) {
                String runs = "/provenote/runs/" + before;
                assertThat(asked(own, "POST", runs + "/restore" + QUERY, "{}"))
                        .isEqualTo(asked(own, "POST", "/provenote/no/such/endpoint", "{}"));
                assertThat(asked(own, "POST", runs + "/diff" + QUERY, notebook("int k = 4;")))
                        .isEqualTo(405);
                assertThat(asked(own, "GET", runs + "/diff" + QUERY, "")).isEqualTo(400);
                for (String read :
                        List.of("/notebook" + QUERY, "/version" + QUERY, "/diff" + QUERY + "&with=" + after)) {
                    assertThat(asked(own, "GET", runs + read, "")).as(read).isEqualTo(200);
                }
            }
        }
        try (Stream<Path> files = Files.list(root.resolve("week 1"))) {
            assertThat(files).containsExactly(root.resolve(NOTEBOOK));
        }
        assertThat(root.resolve(NOTEBOOK)).hasContent(notebook("int k = 7;"));
    }

    private static int asked(RunningServer server, String method, String path, String body) {
        return server.send(server.request(path, "Content-Type", "application/json", "Authorization", "Bearer t")
                        .method(method, BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Most of it in one output, as an embedded video is. */
    private static String largeNotebook(String code, int mebibytes) {
        String output =
                "{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":\"" + "x".repeat(mebibytes << 20) + "\"}";
        return notebook(code).replace("\"outputs\": []", "\"outputs\": [" + output + "]");
    }

    /** To open it would take this process's locks off it. */
    @Test
    void aDatabaseThatGitTracksIsNotOpenedToTellNow() throws Exception {
        String run = run("int k = 3;", "3");
        saved("int k = 3;");
        execute("git", "init", "-q");
        execute("git", "add", ".");
        execute("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "all");
        execute("touch", "mlflow.db");
        Path database = root.resolve("mlflow.db");
        List<String> locks = ProcessLocks.on(database);

        JsonNode answer = server.getJson("/provenote/runs/" + run + "/diff" + QUERY);

        assertThat(answer.path("after").path("name").asString()).isEqualTo(NOTEBOOK);
        assertThat(ProcessLocks.on(database)).isNotEmpty().isEqualTo(locks);
    }

    private void execute(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void whatIsNoNotebookIsNotCompared() throws IOException {
        String run = run("int k = 3;", "3");

        assertThat(server.post("/provenote/runs/" + run + "/diff" + QUERY, "no notebook")
                        .statusCode())
                .isEqualTo(400);
        JsonNode missing = server.getJson("/provenote/runs/" + run + "/diff" + QUERY);
        assertThat(missing.path("error_code").asString()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
        assertThat(missing.path("message").asString()).contains(NOTEBOOK).contains("are safe");
    }

    @Test
    void copiesAreMadeBesideTheNotebookUnderFreeNames() throws IOException {
        String run = run("int k = 3;", "3");
        saved("int k = 5;");

        String first = restore(run, "{}").path("path").asString();
        String second = restore(run, "{}").path("path").asString();

        String id = run.substring(0, 8);
        assertThat(List.of(first, second))
                .containsExactly("week 1/träning." + id + ".ipynb", "week 1/träning." + id + "-2.ipynb");
        assertThat(root.resolve(first)).hasContent(notebook("int k = 3;"));
        assertThat(root.resolve(NOTEBOOK)).hasContent(notebook("int k = 5;"));
    }

    @Test
    void noRequestHasAFileWrittenOver() throws IOException {
        String run = run("int k = 3;", "3");
        saved("int k = 5;");

        JsonNode restored =
                restore(run, "{\"what\": \"NOTEBOOK\", \"to\": \"" + NOTEBOOK + "\", \"existing\": \"REPLACE\"}");

        assertThat(restored.path("path").asString()).isEqualTo("week 1/träning." + run.substring(0, 8) + ".ipynb");
        assertThat(root.resolve(NOTEBOOK)).hasContent(notebook("int k = 5;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..%2Fout.ipynb", "%2Ftmp%2Fout.ipynb", "week%201%2F..%2F..%2Fout.ipynb", "link%2Fout.ipynb"})
    void nothingIsWrittenOutsideTheRoot(String notebook) throws IOException {
        String run = run("int k = 3;", "3");
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createSymbolicLink(root.resolve("link"), outside);

        server.post("/provenote/runs/" + run + "/restore?notebook=" + notebook, "{}");

        assertThat(outside).isEmptyDirectory();
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(root, outside);
        }
    }

    @Test
    void whyNothingCouldBeRestoredIsSaid() throws IOException {
        String run = run("int k = 3;", "3");
        server.store()
                .logBatch(run, new Batch(List.of(), List.of(), List.of(new RunTag(RunTags.REVISION, "0".repeat(40)))));

        assertThat(restore(run, "{}").path("message").asString()).contains(" could not be restored: ");
    }

    @Test
    void aRunWithoutAVersionSaysSo() throws IOException {
        String run = server.store()
                .createRun(new NewRun(experiment, "u", "by python", 1, List.of()))
                .info()
                .runId();

        HttpResponse<String> answer = server.get("/provenote/runs/" + run + "/notebook" + QUERY);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Run by python has no notebook version");
        assertThat(server.getJson("/provenote/runs/" + run + "/version" + QUERY).has("revision"))
                .isFalse();
    }

    @Test
    void anUnknownRunIsNotFound() {
        assertThat(server.get("/provenote/runs/" + "0".repeat(32) + "/version").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/provenote/runs/%2e%2e/version").statusCode()).isEqualTo(400);
    }

    private JsonNode restore(String run, String how) {
        return server.postJson("/provenote/runs/" + run + "/restore" + QUERY, how);
    }

    private void saved(String source) throws IOException {
        Files.writeString(root.resolve(NOTEBOOK), notebook(source));
    }

    /** A run whose notebook had one cell. */
    private String run(String source, String k) throws IOException {
        return runOf(notebook(source), k);
    }

    private String runOf(String notebook, String k) throws IOException {
        Path file = root.resolve(NOTEBOOK);
        String revision = NotebookVersions.beside(file, root)
                .save("an id", NOTEBOOK, notebook.getBytes(StandardCharsets.UTF_8), "for a run")
                .commitId();
        List<RunTag> tags = List.of(
                new RunTag(RunTags.NOTEBOOK_PATH, NOTEBOOK),
                new RunTag(RunTags.REVISION, revision),
                new RunTag(RunTags.CONTENT_SOURCE, "file"));
        String id = server.store()
                .createRun(new NewRun(experiment, "u", null, 1, tags))
                .info()
                .runId();
        Metric accuracy = new Metric("accuracy", Integer.parseInt(k) / 10.0, 1, 0);
        server.store().logBatch(id, new Batch(List.of(accuracy), List.of(new Param("k", k)), List.of()));
        return id;
    }

    private static String notebook(String source) {
        return """
            {
             "cells": [
              {"cell_type": "code", "id": "one", "metadata": {}, "execution_count": 1, "outputs": [], "source": %s}
             ],
             "metadata": {},
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """.formatted(JSON.writeValueAsString(source));
    }
}
