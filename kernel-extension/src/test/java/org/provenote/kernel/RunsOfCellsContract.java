package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.provenote.kernel.CellResult.CellError;
import org.provenote.tracking.entities.RunStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the runs of cells begin and end, and whose they are. */
interface RunsOfCellsContract extends KernelSteps {
    @Test
    default void a_run_goes_around_a_cell_also_where_a_variable_hides_our_package() {
        kernel().run("int org = 7;").ok();
        assertThat(kernel().run("%%mlflow run around\norg").ok().value()).isEqualTo("7");
    }

    @Test
    default void a_run_around_a_cell_ends_with_it_and_leaves_the_users_exception_as_it_was() throws Exception {
        kernel().run("%%mlflow run around\n%mlflow metric a 1\nint kept = 7;").ok();
        assertThat(kernel().run("kept").ok().value()).isEqualTo("7");
        String failing = "int before = 1;\nthrow new IllegalStateException(\"mine\");";
        CellError bare = kernel().run(failing).failure();
        CellError tracked = kernel().run("%%mlflow run failing\n" + failing).failure();
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
    default void whatever_goes_wrong_in_the_first_line_of_a_run_around_a_cell_the_cell_is_answered() {
        kernel().run("%%mlflow run sweep-{20261128093000}\nint x = 1;").ok();
        kernel().run("org.provenote.tracking.context.RunContext.use(null);").ok();
        CellError error = kernel().run("%%mlflow run broken\nint y = 1;").failure();
        assertThat(error.message()).startsWith("%%mlflow run broken failed: java.lang.NullPointerException");
        assertThat(error.traceback()).hasSize(1);
        assertThat(kernel().run("x").ok().value()).isEqualTo("1");
    }

    @Test
    default void a_run_left_open_by_a_failing_cell_ends_as_failed_and_one_of_an_earlier_cell_goes_on()
            throws Exception {
        kernel().run("var earlier = new MlflowContext().startRun(\"earlier\");").ok();
        kernel().run("new MlflowContext().startRun(\"broken\"); int zero = 0; int boom = 1 / zero;")
                .failure();
        awaitDelivery();
        Map<String, RunStatus> byName = new HashMap<>();
        runs().forEach(run -> byName.put(run.info().runName(), run.info().status()));
        assertThat(byName).containsEntry("broken", RunStatus.FAILED).containsEntry("earlier", RunStatus.RUNNING);
    }

    @Test
    default void a_run_that_a_thread_beside_the_cells_starts_goes_on_when_a_cell_fails_meanwhile() throws Exception {
        kernel().run("""
                import java.util.concurrent.CompletableFuture;
                var turn = new CompletableFuture<Void>();
                var background = new CompletableFuture<ActiveRun>();
                turn.thenRunAsync(() -> background.complete(new MlflowContext().startRun("background")));""").ok();
        kernel().run("turn.complete(null); background.join(); throw new IllegalStateException(\"mine\");")
                .failure();
        awaitDelivery();
        assertThat(named("background").info().status()).isEqualTo(RunStatus.RUNNING);
        kernel().run("background.join().endRun();").ok();
        awaitDelivery();
        assertThat(named("background").info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(cellsOf("background")).containsExactly("background.join().endRun();");
    }

    @Test
    default void a_run_around_a_cell_is_that_cells_whether_or_not_it_could_begin() throws Exception {
        kernel().run("%%mlflow run around\nint x = 1;").ok();
        kernel().run("%%mlflow run misnamed -p a*b=1\nint y = 1;").failure();
        awaitDelivery();
        assertThat(cellsOf("around")).containsExactly("%%mlflow run around\nint x = 1;");
        assertThat(named("misnamed").info().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    default void a_run_that_its_own_cell_deletes_has_ended_and_the_notebook_goes_on() throws Exception {
        assertThat(kernel().run("%%mlflow run H\n%mlflow delete H;\nint after = 1;")
                        .ok()
                        .printed())
                .contains("Run H ended as KILLED and is in the trash");
        kernel().run("try (var r = new MlflowContext().startRun(\"T\")) { r.getClient().deleteRun(r.getId()); }")
                .ok();
        kernel().run("%mlflow start E\n%mlflow end").ok();
        awaitDelivery();
        assertThat(runs())
                .extracting(run -> run.info().runName() + " " + run.info().status())
                .containsExactlyInAnyOrder("H KILLED", "T KILLED", "E FINISHED");
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
}
