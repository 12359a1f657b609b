package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.kernel.CellResult.CellError;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every kernel that we serve keeps, driven over ZeroMQ as Jupyter drives it. */
@Tag("integration")
abstract class KernelContract {
    static final Path OUR_JAR = Path.of("target", "provenote-kernel.jar");

    /** A name with what breaks paths, markup and SQL. */
    private static final String NOTEBOOK = "Größe & \"Maß\" 'n <b> 1";

    @TempDir
    Path folder;

    KernelProcessUnderTest kernel;

    /** The kernel's main class. */
    abstract String mainClass();

    /** What stands on the kernel's class path. */
    abstract List<Path> classPath();

    @BeforeEach
    void a_kernel_on_a_notebook() throws Exception {
        Path notebook = Files.writeString(folder.resolve(NOTEBOOK + ".ipynb"), "{\"cells\": []}");
        Map<String, String> variables = new HashMap<>();
        variables.put("JPY_SESSION_NAME", notebook.toString());
        variables.put("PWD", folder.toString());
        kernel = KernelProcessUnderTest.start(mainClass(), classPath(), folder, variables);
    }

    @AfterEach
    void end() {
        kernel.close();
        TrackingStores.closeAll();
    }

    private MlflowClient client() {
        return new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
    }

    private List<Run> runs() {
        MlflowClient client = client();
        List<String> experiments =
                client.searchExperiments().stream().map(e -> e.experimentId()).toList();
        return client.store()
                .searchRuns(RunSearch.in(experiments).viewType(ViewType.ALL))
                .items();
    }

    /** A cell waits for no more than a moment for what it logged; what is asked of the store next is there after this. */
    void awaitDelivery() throws InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!kernel.run("%mlflow status").ok().printed().contains("Outbox      all delivered")) {
            assertThat(System.nanoTime()).as("time").isLessThan(giveUp);
            Thread.sleep(50);
        }
    }

    private Run onlyRun() {
        assertThat(runs()).hasSize(1);
        return runs().get(0);
    }

    @Test
    void the_documented_java_program_runs_as_written_in_the_first_cell() throws Exception {
        Files.writeString(folder.resolve("note.txt"), "a file");
        kernel.run("""
                        var context = new MlflowContext();
                        var client = context.getClient();
                        var name = "/Shared/Ünïcode 'quoted'";
                        if (!client.getExperimentByName(name).isPresent()) client.createExperiment(name);
                        context.setExperimentName(name);
                        var run = context.startRun("run");
                        run.logParam("param1", "5");
                        run.logMetric("foo", 2.0, 1);
                        run.logMetric("foo", 4.0, 2);
                        run.logArtifact(Path.of("note.txt"));
                        run.endRun();""").ok();
        awaitDelivery();
        Run run = onlyRun();
        assertThat(client().getExperiment(run.info().experimentId()).name()).isEqualTo("/Shared/Ünïcode 'quoted'");
        assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(run.data().param("param1")).contains("5");
        assertThat(run.data().metric("foo")).contains(4.0);
        assertThat(client().getMetricHistory(run.info().runId(), "foo")).hasSize(2);
        assertThat(client().listArtifacts(run.info().runId()))
                .extracting("path")
                .containsExactly("note.txt", "provenance");
        assertThat(run.data().tag("mlflow.source.name")).contains(NOTEBOOK + ".ipynb");
        assertThat(run.data().tag("mlflow.source.type")).contains("NOTEBOOK");
        assertThat(run.data().tag("provenote.notebook.revision")).isPresent();
    }

    @Test
    void magics_log_a_run_to_the_experiment_named_after_the_notebook() throws Exception {
        Files.writeString(folder.resolve("a b.txt"), "a file");
        CellResult result = kernel.run("""
                %mlflow start "my run" -p depth=3 -p "note=two words"
                double loss = 0.25;
                for (int step = 0; step < 3; step++) {
                    %mlflow metric loss {loss} --step {step}
                    loss /= 2;
                }
                %mlflow metric gain -0.5
                %mlflow tag owner "Zoë O'Neill"
                %mlflow artifact "a b.txt" --to files
                %mlflow end""");
        result.ok();
        awaitDelivery();
        Run run = onlyRun();
        assertThat(client().getExperiment(run.info().experimentId()).name()).isEqualTo(NOTEBOOK);
        assertThat(run.info().runName()).isEqualTo("my run");
        assertThat(run.data().param("depth")).contains("3");
        assertThat(run.data().param("note")).contains("two words");
        assertThat(run.data().metric("loss")).contains(0.0625);
        assertThat(run.data().metric("gain")).contains(-0.5);
        assertThat(run.data().tag("owner")).contains("Zoë O'Neill");
        assertThat(client().listArtifacts(run.info().runId(), "files"))
                .extracting("path")
                .containsExactly("files/a b.txt");
        assertThat(result.shownSource()).startsWith("%mlflow start");
    }

    @Test
    void a_secret_among_what_is_logged_is_stored_nowhere_and_said() throws Exception {
        String secret = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hI5";
        CellResult result = kernel.run("""
                var token = "ghp_" + new StringBuilder("%s").reverse();
                var run = new MlflowContext().startRun("secretive");
                run.logParam("token", token);
                run.logParam("model", "sk-learn-random-forest-classifier-v2");
                run.setTag("remote", "https://me:" + token + "@example.org/x.git");
                run.endRun();""".formatted(new StringBuilder(secret).reverse()));
        result.ok();
        assertThat(result.printed()).contains("'token'", "looks like a secret").doesNotContain(secret);
        awaitDelivery();
        Run run = onlyRun();
        assertThat(run.data().param("token")).contains("ghp_***");
        assertThat(run.data().param("model")).contains("sk-learn-random-forest-classifier-v2");
        assertThat(run.data().tag("remote"))
                .hasValueSatisfying(url -> assertThat(url).contains("example.org"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void a_run_keeps_every_cell_as_it_was_executed_and_what_it_was_executed_with() throws Exception {
        kernel.run("int edited = 1;").ok();
        kernel.run("int edited = 2;").ok();
        kernel.run("throw new IllegalStateException(\"mine\");").failure();
        kernel.run("new MlflowContext().startRun(\"recorded\").endRun();").ok();
        awaitDelivery();
        Path provenance = client().artifacts(onlyRun().info().runId())
                .download("provenance", Files.createDirectory(folder.resolve("downloaded")));
        assertThat(Files.readString(provenance.resolve("session.md")))
                .containsSubsequence("int edited = 1;", "int edited = 2;", "ERROR", "mine", "RUNNING", "recorded");
        assertThat(Files.readString(provenance.resolve("session.json"))).contains("\"outcome\"");
        assertThat(Files.readString(provenance.resolve("environment.json")))
                .contains(System.getProperty("java.vendor"));
        assertThat(Files.readString(provenance.resolve("pom.xml"))).contains("<project");
        assertThat(Files.readString(provenance.resolve("jbang.java")))
                .startsWith("//JAVA " + Runtime.version().feature());
    }

    @Test
    void a_run_around_a_cell_keeps_the_jars_that_dependency_magics_added_by_then() throws Exception {
        Path early = jarOf(JsonMapper.class);
        Path late = jarOf(JsonParser.class);
        kernel.run("%jars " + early).ok();
        assertThat(kernel.run("%%mlflow run first\n6 * 7").ok().value()).isEqualTo("42");
        kernel.run("%jars " + late).ok();
        CellResult second = kernel.run("%%mlflow run second\n\nint x = 1;").ok();
        assertThat(second.shownSource()).isEqualTo("%%mlflow run second\n\nint x = 1;");
        awaitDelivery();
        assertThat(environmentOf("first"))
                .contains(early.getFileName().toString())
                .doesNotContain(late.getFileName().toString());
        assertThat(environmentOf("second"))
                .contains(early.getFileName().toString(), late.getFileName().toString());
    }

    @Test
    void a_run_goes_around_a_cell_also_where_a_variable_hides_our_package() {
        kernel.run("int org = 7;").ok();
        assertThat(kernel.run("%%mlflow run around\norg").ok().value()).isEqualTo("7");
    }

    String environmentOf(String runName) throws IOException {
        return provenanceOf(runName, "environment.json");
    }

    private String provenanceOf(String runName, String file) throws IOException {
        return Files.readString(client().artifacts(named(runName).info().runId())
                .download("provenance/" + file, Files.createDirectory(folder.resolve(runName))));
    }

    static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void two_runs_are_explained_by_what_differs_least_and_brought_back_without_writing_over_anything()
            throws IOException {
        kernel.run("%mlflow start first -p rate=0.1\n%mlflow end").ok();
        kernel.run("%mlflow start second -p rate=0.2\n%mlflow end").ok();
        CellResult diff = kernel.run("%mlflow diff first second").ok();
        assertThat(String.valueOf(diff.displays().get(0).get("text/plain")))
                .startsWith("first → second")
                .containsSubsequence("Params (1)", "rate: 0.1 → 0.2", "Cells as executed");
        kernel.run("%mlflow restore first --to \"a copy.ipynb\"").ok();
        assertThat(folder.resolve("a copy.ipynb")).hasSameTextualContentAs(folder.resolve(NOTEBOOK + ".ipynb"));
        Files.writeString(folder.resolve("a copy.ipynb"), "mine");
        assertThat(kernel.run("%mlflow restore first --to \"a copy.ipynb\"")
                        .failure()
                        .message())
                .contains("nothing was written");
        assertThat(folder.resolve("a copy.ipynb")).hasContent("mine");
        assertThat(kernel.run("%mlflow restore first --to old/copy.ipynb")
                        .failure()
                        .message())
                .endsWith("old/copy.ipynb: no such file or folder");
        assertThat(kernel.run("%mlflow restore first --all --replace --to \"a copy.ipynb\"")
                        .failure()
                        .message())
                .contains("a copy.ipynb is a file", "nothing was written")
                .doesNotContain("--replace");
        assertThat(folder.resolve("a copy.ipynb")).hasContent("mine");
    }

    @Test
    void a_mistyped_magic_gets_one_line_that_says_what_would_be_right() {
        CellError error = kernel.run("int x = 1;\n%mlflow strat").failure();
        assertThat(error.message())
                .isEqualTo("%mlflow has no magic 'strat'; did you mean %mlflow start? %mlflow help lists them all");
        assertThat(error.traceback()).containsExactly("\u001b[31m" + error.message() + "\u001b[0m");
        assertThat(kernel.run("%mlflow metric loss high").failure().traceback()).hasSize(1);
        assertThat(kernel.run("%mlflow metric").failure().message())
                .isEqualTo("missing KEY; expected: %mlflow metric [-s=N] KEY VALUE");
        assertThat(kernel.run("%%mlflow rum x\nint y = 1;").failure().message()).contains("%%mlflow run");
        assertThat(kernel.run("x").ok().value()).isEqualTo("1");
    }

    @Test
    void what_the_compiler_refuses_in_the_braces_of_a_magic_is_told_by_the_line_that_the_user_wrote() {
        CellError error = kernel.run("int y = 3;\nif (y > 2) {\n    %mlflow metric x {notdefined}\n}")
                .failure();
        assertThat(error.message()).contains("%mlflow metric x {notdefined}").doesNotContain("Notebook.mlflow");
        assertThat(String.join("\n", error.traceback()))
                .contains("    %mlflow metric x {notdefined}")
                .doesNotContain("Notebook.mlflow");
    }

    @Test
    void the_types_that_calls_take_are_imported_and_leave_their_names_to_the_user() {
        kernel.run("""
                var run = new MlflowContext().startRun("typed");
                try { run.logParam(null, 1); } catch (MlflowException e) { run.endRun(RunStatus.FAILED); }
                run.getClient().searchRuns(java.util.List.of(run.getExperimentId()), "", ViewType.ALL, 10);
                """).ok();
        kernel.run(
                        "record Metric(String name) {}\nrecord Run(Metric metric) {}\nenum Experiment { FIRST }\nvar mine = new Run(new Metric(\"mine\"));")
                .ok();
        assertThat(kernel.run("mine.metric().name().length()").ok().value()).isEqualTo("4");
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void a_run_that_its_own_cell_deletes_has_ended_and_the_notebook_goes_on() throws Exception {
        assertThat(kernel.run("%%mlflow run H\n%mlflow delete H;\nint after = 1;")
                        .ok()
                        .printed())
                .contains("Run H ended as KILLED and is in the trash");
        kernel.run("try (var r = new MlflowContext().startRun(\"T\")) { r.getClient().deleteRun(r.getId()); }")
                .ok();
        kernel.run("%mlflow start E\n%mlflow end").ok();
        awaitDelivery();
        assertThat(runs())
                .extracting(run -> run.info().runName() + " " + run.info().status())
                .containsExactlyInAnyOrder("H KILLED", "T KILLED", "E FINISHED");
    }

    @Test
    void a_run_around_a_cell_ends_with_it_and_leaves_the_users_exception_as_it_was() throws Exception {
        kernel.run("%%mlflow run around\n%mlflow metric a 1\nint kept = 7;").ok();
        assertThat(kernel.run("kept").ok().value()).isEqualTo("7");
        String failing = "int before = 1;\nthrow new IllegalStateException(\"mine\");";
        CellError bare = kernel.run(failing).failure();
        CellError tracked = kernel.run("%%mlflow run failing\n" + failing).failure();
        assertThat(tracked.name()).isEqualTo(bare.name());
        assertThat(tracked.message()).isEqualTo(bare.message());
        assertThat(tracked.traceback()).hasSameSizeAs(bare.traceback());
        awaitDelivery();
        Map<String, RunStatus> byName = new HashMap<>();
        runs().forEach(run -> byName.put(run.info().runName(), run.info().status()));
        assertThat(byName)
                .containsExactlyInAnyOrderEntriesOf(Map.of("around", RunStatus.FINISHED, "failing", RunStatus.FAILED));
    }

    @Test
    void whatever_goes_wrong_in_the_first_line_of_a_run_around_a_cell_the_cell_is_answered() {
        kernel.run("%%mlflow run sweep-{20261128093000}\nint x = 1;").ok();
        kernel.run("org.provenote.tracking.context.RunContext.use(null);").ok();
        CellError error = kernel.run("%%mlflow run broken\nint y = 1;").failure();
        assertThat(error.message()).startsWith("%%mlflow run broken failed: java.lang.NullPointerException");
        assertThat(error.traceback()).hasSize(1);
        assertThat(kernel.run("x").ok().value()).isEqualTo("1");
    }

    @Test
    void a_run_left_open_by_a_failing_cell_ends_as_failed_and_one_of_an_earlier_cell_goes_on() throws Exception {
        kernel.run("var earlier = new MlflowContext().startRun(\"earlier\");").ok();
        kernel.run("new MlflowContext().startRun(\"broken\"); int zero = 0; int boom = 1 / zero;")
                .failure();
        awaitDelivery();
        Map<String, RunStatus> byName = new HashMap<>();
        runs().forEach(run -> byName.put(run.info().runName(), run.info().status()));
        assertThat(byName).containsEntry("broken", RunStatus.FAILED).containsEntry("earlier", RunStatus.RUNNING);
    }

    @Test
    void a_run_that_a_thread_beside_the_cells_starts_goes_on_when_a_cell_fails_meanwhile() throws Exception {
        kernel.run("""
                import java.util.concurrent.CompletableFuture;
                var turn = new CompletableFuture<Void>();
                var background = new CompletableFuture<ActiveRun>();
                turn.thenRunAsync(() -> background.complete(new MlflowContext().startRun("background")));""").ok();
        kernel.run("turn.complete(null); background.join(); throw new IllegalStateException(\"mine\");")
                .failure();
        awaitDelivery();
        assertThat(named("background").info().status()).isEqualTo(RunStatus.RUNNING);
        kernel.run("background.join().endRun();").ok();
        awaitDelivery();
        assertThat(named("background").info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(cellsOf("background")).containsExactly("background.join().endRun();");
    }

    @Test
    void a_run_around_a_cell_is_that_cells_whether_or_not_it_could_begin() throws Exception {
        kernel.run("%%mlflow run around\nint x = 1;").ok();
        kernel.run("%%mlflow run misnamed -p a*b=1\nint y = 1;").failure();
        awaitDelivery();
        assertThat(cellsOf("around")).containsExactly("%%mlflow run around\nint x = 1;");
        assertThat(named("misnamed").info().status()).isEqualTo(RunStatus.FAILED);
    }

    /** The cells that belong to a run, as its record says. */
    private List<String> cellsOf(String runName) throws IOException {
        JsonNode session = new JsonMapper().readTree(provenanceOf(runName, "session.json"));
        return session.path("cells")
                .valueStream()
                .filter(cell -> cell.path("runId")
                        .asString("")
                        .equals(named(runName).info().runId()))
                .map(cell -> cell.path("source").asString())
                .toList();
    }

    private Run named(String runName) {
        return runs().stream()
                .filter(run -> run.info().runName().equals(runName))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_idle_kernel_that_is_shut_down_finishes_its_runs_and_a_restarted_or_terminated_one_kills_them()
            throws Exception {
        kernel.run("%mlflow start left-open").ok();
        kernel.shutDown(false);
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(onlyRun().info().endTime()).isNotNull();
    }

    @Test
    void a_kernel_that_is_terminated_while_it_finishes_its_runs_finishes_them() throws Exception {
        kernel.run("%mlflow start left-open").ok();
        atTheEndOfARun("Files.createFile(Path.of(\"ending\")); Thread.sleep(2_000);");
        kernel.shutDownSlowly(folder.resolve("ending"));
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(client().listArtifacts(onlyRun().info().runId()))
                .extracting("path")
                .containsExactly("provenance");
    }

    @Test
    void a_kernel_that_is_shut_down_ends_its_runs_all_at_once() throws Exception {
        kernel.run("%mlflow start first\n%mlflow start second --nested").ok();
        kernel.run("var both = new java.util.concurrent.CyclicBarrier(2);").ok();
        atTheEndOfARun("both.await(5, java.util.concurrent.TimeUnit.SECONDS);");
        kernel.shutDown(false);
        assertThat(runs()).hasSize(2).extracting(run -> run.info().status()).containsOnly(RunStatus.FINISHED);
    }

    /** Has the kernel execute {@code statements} before it does what it does when a run ends. */
    private void atTheEndOfARun(String statements) {
        kernel.run("""
                import org.provenote.tracking.context.*;
                var provider = RunContext.current();
                RunContext.use((RunContextProvider) java.lang.reflect.Proxy.newProxyInstance(
                        RunContext.class.getClassLoader(), new Class<?>[] {RunContextProvider.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("ending")) { %s }
                            return method.invoke(provider, arguments);
                        }));""".formatted(statements)).ok();
    }

    @Test
    void a_restarted_kernel_kills_its_runs() throws Exception {
        kernel.run("%mlflow start left-open").ok();
        kernel.shutDown(true);
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void a_kernel_that_user_code_ends_kills_its_runs() throws Exception {
        kernel.run("%mlflow start left-open").ok();
        kernel.run("""
                new Thread(() -> {
                    while (!java.nio.file.Files.exists(java.nio.file.Path.of("answered"))) {
                        java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                    }
                    System.exit(0);
                }).start();
                """).ok();
        Files.createFile(folder.resolve("answered"));
        kernel.awaitEnd();
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void a_terminated_kernel_kills_its_runs() throws Exception {
        kernel.run("%mlflow start left-open").ok();
        kernel.terminate();
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void user_code_sees_its_own_classes_and_none_of_our_libraries() {
        kernel.run("class Path { int x = 3; }\nnew Path().x").ok();
        kernel.run("new MlflowContext().getClient().searchExperiments();").ok();
        for (String hidden : List.of(
                "tools.jackson.databind.ObjectMapper",
                "okhttp3.OkHttpClient",
                "picocli.CommandLine",
                "org.eclipse.jgit.lib.Repository",
                "org.sqlite.JDBC")) {
            assertThat(kernel.run("Class.forName(\"" + hidden + "\")").failure().message())
                    .contains(hidden);
        }
    }

    @Test
    void the_status_says_what_waits_for_the_store() throws Exception {
        kernel.run("%mlflow start logged\n%mlflow metric loss 0.5\n%mlflow end").ok();
        awaitDelivery();
        assertThat(kernel.run("%mlflow status").ok().printed())
                .contains("Outbox      all delivered")
                .contains("Tracking    sqlite:");
    }

    @Test
    void the_list_of_runs_is_shown_as_a_table_without_script() {
        kernel.run("%mlflow start \"<script>alert(1)</script>\" -p \"x=<img src=x onerror=alert(1)>\"\n%mlflow end")
                .ok();
        CellResult result = kernel.run("%mlflow runs").ok();
        assertThat(result.displays()).hasSize(1);
        String html = String.valueOf(result.displays().get(0).get("text/html"));
        assertThat(html)
                .contains("<table")
                .contains("&lt;script&gt;")
                .doesNotContain("<script")
                .doesNotContain("<img");
        assertThat(String.valueOf(result.displays().get(0).get("text/plain"))).contains("FINISHED");
    }

    @Test
    void a_list_of_some_runs_says_that_there_are_more_and_what_the_last_of_them_changed() {
        kernel.run("%mlflow start first -p depth=3\n%mlflow end\n%mlflow start second -p depth=5\n%mlflow end")
                .ok();
        JsonNode some = runsData("%mlflow runs -n 1");
        assertThat(some.at("/runs").size()).isEqualTo(1);
        assertThat(some.at("/runs/0/info/run_name").asString()).isEqualTo("second");
        assertThat(some.at("/next/0/data/params/0/value").asString()).isEqualTo("3");
        assertThat(runsData("%mlflow runs -n 2").at("/next").size()).isZero();
    }

    private JsonNode runsData(String magic) {
        Map<String, Object> shown = kernel.run(magic).ok().displays().get(0);
        return new JsonMapper().readTree(String.valueOf(shown.get("application/vnd.provenote.runs+json")));
    }

    @Test
    void a_request_for_history_is_answered_so_that_front_ends_know_the_kernels_state() {
        assertThat(kernel.historyLength()).isZero();
    }

    @Test
    void a_notebook_that_tracks_nothing_leaves_nothing_behind() throws IOException {
        kernel.run("int x = 1;").ok();
        assertThat(kernel.run("x + 1").ok().value()).isEqualTo("2");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(NOTEBOOK + ".ipynb");
        }
    }

    @Test
    void a_kernel_that_finds_one_of_its_ports_taken_ends_so_that_jupyter_starts_it_again() throws Exception {
        try (KernelPorts ports = new KernelPorts();
                ServerSocket other = ports.takenBefore("iopub")) {
            assertThat(KernelProcessUnderTest.failure(mainClass(), classPath(), folder, ports))
                    .contains("The kernel could not start.", "Address already in use")
                    .endsWith("exit code 1");
        }
    }
}
