package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.session.MagicException;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Run;

/** What looks like an option: help, a misspelt one, or a value. */
class MlflowMagicTest extends InNotebook {
    @ParameterizedTest
    @ValueSource(strings = {"start", "experiment", "delete", "metric", "tag", "runs", "help", "run"})
    void every_magic_answers_with_its_help_and_does_nothing(String magic) {
        for (String help : new String[] {"-h", "--help"}) {
            assertThat(notebook.magic(magic + " " + help)).contains("Usage: %", "mlflow " + magic);
        }
        assertThat(notebook.runs()).isEmpty();
        assertThat(notebook.client().getExperimentByName("--help")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-h", "--help", "-h start"})
    void mlflow_itself_lists_its_magics(String line) {
        assertThat(notebook.magic(line)).contains("start", "undelete", "Track this notebook's runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start --nestd", "start name --nestd", "start --nestd name", "experiment --nestd"})
    void a_misspelt_option_is_no_name(String line) {
        assertThatThrownBy(() -> notebook.magic(line))
                .isInstanceOf(MagicException.class)
                .hasMessageStartingWith("Unknown option: '--nestd'; expected: %mlflow ");
        assertThat(notebook.runs()).isEmpty();
    }

    @Test
    void an_experiment_in_the_trash_is_not_chosen() {
        String id = notebook.client().createExperiment("gone");
        notebook.client().deleteExperiment(id);
        assertThatThrownBy(() -> notebook.magic("experiment gone"))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining("Experiment 'gone' is in the trash; restore it with")
                .hasMessageContaining(id);
        assertThat(notebook.magic("experiment")).doesNotContain("gone");
    }

    @Test
    void a_dash_is_no_run() {
        assertThatThrownBy(() -> notebook.magic("delete -x"))
                .isInstanceOf(MagicException.class)
                .hasMessage("missing RUN; expected: %mlflow delete RUN");
    }

    @Test
    void a_name_that_looks_like_an_option_stands_after_two_dashes() {
        notebook.magic("start -- --nestd");
        notebook.magic("end");
        assertThat(notebook.runs()).extracting(run -> run.info().runName()).containsExactly("--nestd");
    }

    @Test
    void show_tells_all_that_is_known_of_a_run() throws Exception {
        Files.writeString(folder.resolve("model.bin"), "weights");
        notebook.magic("start shown -p depth=3");
        notebook.magic("artifact \n", folder.resolve("model.bin"));
        Run open = notebook.runs().get(0);
        notebook.client()
                .logInputs(
                        open.info().runId(),
                        List.of(new DatasetInput(List.of(), new Dataset("iris", "d1635f", "local", "{}", null, null))));
        assertThat(notebook.magic("show shown")).doesNotContain("ended", "duration");
        notebook.magic("end");

        String table = notebook.magic("show shown");
        assertThat(table).contains(open.info().artifactUri());
        assertThat(table.lines().map(line -> line.strip().replaceAll(" {2,}", ": ")))
                .contains("experiment: notebook (" + open.info().experimentId() + ")")
                .contains("datasets: iris (d1635f)", "params.depth: 3")
                .anyMatch(line -> line.matches("ended: \\d{4}-.*"))
                .anyMatch(line -> line.matches("duration: .* s"))
                .anyMatch(line -> line.matches("artifacts: .*model\\.bin.*"));
    }

    @Test
    void a_restored_copy_is_named_after_the_notebook_of_its_run() throws Exception {
        notebook.close();
        String id;
        try (NotebookUnderTest other = new NotebookUnderTest(folder, "other.ipynb")) {
            other.magic("start theirs");
            other.magic("end");
            id = other.runs().get(0).info().runId();
        }
        notebook = new NotebookUnderTest(folder);

        assertThat(notebook.magic("restore " + id))
                .contains(
                        folder.resolve("other." + id.substring(0, 8) + ".ipynb").toString());
    }

    @Test
    void ui_says_where_the_experiments_page_is() {
        notebook.magic("start values");
        notebook.magic("end");
        String experiment = notebook.runs().get(0).info().experimentId();
        assertThat(notebook.magic("ui"))
                .contains("/#/experiments/" + experiment + " ", "provenote server --backend-store-uri 'sqlite:///");
    }

    @Test
    void values_may_look_like_options() {
        notebook.magic("start values");
        notebook.magic("metric loss -0.5 --step 3");
        notebook.magic("param mode -hidden");
        notebook.magic("tag flags --fast");
        notebook.magic("end");

        Run run = notebook.runs().get(0);
        assertThat(run.data().metric("loss")).contains(-0.5);
        assertThat(run.data().param("mode")).contains("-hidden");
        assertThat(run.data().tag("flags")).contains("--fast");
    }
}
