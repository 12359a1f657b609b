package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;

/** What cells log, in Java and by magics. */
interface LoggedInCellsContract extends KernelSteps {
    @Test
    default void the_documented_java_program_runs_as_written_in_the_first_cell() throws Exception {
        Files.writeString(folder().resolve("note.txt"), "a file");
        kernel().run("""
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
    default void magics_log_a_run_to_the_experiment_named_after_the_notebook() throws Exception {
        Files.writeString(folder().resolve("a b.txt"), "a file");
        CellResult result = kernel().run("""
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
    default void a_secret_among_what_is_logged_is_stored_nowhere_and_said() throws Exception {
        String secret = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hI5";
        CellResult result = kernel().run("""
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
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    default void the_types_that_calls_take_are_imported_and_leave_their_names_to_the_user() {
        kernel().run("""
                var run = new MlflowContext().startRun("typed");
                try { run.logParam(null, 1); } catch (MlflowException e) { run.endRun(RunStatus.FAILED); }
                run.getClient().searchRuns(java.util.List.of(run.getExperimentId()), "", ViewType.ALL, 10);
                """).ok();
        kernel().run(
                        "record Metric(String name) {}\nrecord Run(Metric metric) {}\nenum Experiment { FIRST }\nvar mine = new Run(new Metric(\"mine\"));")
                .ok();
        assertThat(kernel().run("mine.metric().name().length()").ok().value()).isEqualTo("4");
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.FAILED);
    }
}
