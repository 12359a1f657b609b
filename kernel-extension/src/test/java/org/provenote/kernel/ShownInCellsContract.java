package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.provenote.kernel.CellResult.CellError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands below a cell: answers, and what was wrong. */
interface ShownInCellsContract extends KernelSteps {
    @Test
    default void a_mistyped_magic_gets_one_line_that_says_what_would_be_right() {
        CellError error = kernel().run("int x = 1;\n%mlflow strat").failure();
        assertThat(error.message())
                .isEqualTo("%mlflow has no magic 'strat'; did you mean %mlflow start? %mlflow help lists them all");
        assertThat(error.traceback()).containsExactly("\u001b[31m" + error.message() + "\u001b[0m");
        assertThat(kernel().run("%mlflow metric loss high").failure().traceback())
                .hasSize(1);
        assertThat(kernel().run("%mlflow metric").failure().message())
                .isEqualTo("missing KEY; expected: %mlflow metric [-s=N] KEY VALUE");
        assertThat(kernel().run("%%mlflow rum x\nint y = 1;").failure().message())
                .contains("%%mlflow run");
        assertThat(kernel().run("x").ok().value()).isEqualTo("1");
    }

    @Test
    default void what_the_compiler_refuses_in_the_braces_of_a_magic_is_told_by_the_line_that_the_user_wrote() {
        CellError error = kernel().run("int y = 3;\nif (y > 2) {\n    %mlflow metric x {notdefined}\n}")
                .failure();
        assertThat(error.message()).contains("%mlflow metric x {notdefined}").doesNotContain("Notebook.mlflow");
        assertThat(String.join("\n", error.traceback()))
                .contains("    %mlflow metric x {notdefined}")
                .doesNotContain("Notebook.mlflow");
    }

    @Test
    default void the_status_says_what_waits_for_the_store() throws Exception {
        kernel().run("%mlflow start logged\n%mlflow metric loss 0.5\n%mlflow end")
                .ok();
        awaitDelivery();
        assertThat(kernel().run("%mlflow status").ok().printed())
                .contains("Outbox      all delivered")
                .contains("Tracking    sqlite:");
    }

    @Test
    default void the_list_of_runs_is_shown_as_a_table_without_script() {
        kernel().run("%mlflow start \"<script>alert(1)</script>\" -p \"x=<img src=x onerror=alert(1)>\"\n%mlflow end")
                .ok();
        CellResult result = kernel().run("%mlflow runs").ok();
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
    default void a_list_of_some_runs_says_that_there_are_more_and_what_the_last_of_them_changed() {
        kernel().run("%mlflow start first -p depth=3\n%mlflow end\n%mlflow start second -p depth=5\n%mlflow end")
                .ok();
        JsonNode some = runsData("%mlflow runs -n 1");
        assertThat(some.at("/runs").size()).isEqualTo(1);
        assertThat(some.at("/runs/0/info/run_name").asString()).isEqualTo("second");
        assertThat(some.at("/next/0/data/params/0/value").asString()).isEqualTo("3");
        assertThat(runsData("%mlflow runs -n 2").at("/next").size()).isZero();
    }

    private JsonNode runsData(String magic) {
        Map<String, Object> shown = kernel().run(magic).ok().displays().get(0);
        return new JsonMapper().readTree(String.valueOf(shown.get("application/vnd.provenote.runs+json")));
    }
}
