package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.provenance.run.RunTags;
import org.provenote.session.MagicException;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

class StartMagicTest extends InNotebook {
    @Test
    void a_run_that_is_taken_up_again_gets_the_params_and_tags_given() {
        String id = notebook.run("earlier", 1_000);

        assertThat(notebook.magic("start --run-id " + id + " -p a=1 -t b=2"))
                .contains("Run earlier (" + id + ") resumed");
        notebook.magic("end");

        Run run = notebook.client().getRun(id);
        assertThat(run.data().param("a")).contains("1");
        assertThat(run.data().tag("b")).contains("2");
    }

    @Test
    void a_run_that_is_taken_up_again_says_no_longer_how_it_ended() {
        notebook.magic("start earlier");
        notebook.magic("end");
        Run ended = notebook.runs().get(0);
        String id = ended.info().runId();
        notebook.client().setTag(id, RunTags.END_REVISION, "0123");
        assertThat(ended.data().tag(RunTags.BADGE)).isPresent();

        notebook.magic("start --run-id " + id);
        Run again = notebook.client().getRun(id);
        assertThat(again.data().tag(RunTags.BADGE)).isEmpty();
        assertThat(again.data().tag(RunTags.END_REVISION)).isEmpty();

        notebook.magic("end");
        assertThat(notebook.client().getRun(id).data().tag(RunTags.BADGE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"another", "--nested"})
    void a_run_that_is_taken_up_again_keeps_its_name_and_its_place(String also) {
        String id = notebook.run("earlier", 1_000);
        if (also.equals("--nested")) {
            notebook.magic("start parent");
        }

        assertThatThrownBy(() -> notebook.magic("start " + also + " --run-id " + id))
                .isInstanceOf(MagicException.class)
                .hasMessage("--run-id takes up a run that has its name and its place already; expected with it"
                        + " neither a NAME nor --nested");
        assertThat(notebook.client().getRun(id).info().status()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void a_run_that_its_user_ends_by_the_client_keeps_that_end_when_the_kernel_ends() {
        notebook.magic("start diverged");
        String id = notebook.runs().get(0).info().runId();
        notebook.client().setTerminated(id, RunStatus.FAILED, 7_000);
        assertThatThrownBy(() -> notebook.magic("end")).isInstanceOf(MagicException.class);
        notebook.close();

        Run ended = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db"))).getRun(id);
        assertThat(ended.info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ended.info().endTime()).isEqualTo(7_000);
    }

    @Test
    void deleting_the_run_in_progress_ends_it() {
        notebook.magic("start D");
        assertThat(notebook.magic("delete D")).contains("Run D ended as KILLED and is in the trash");
        assertThatThrownBy(() -> notebook.magic("end")).hasMessageStartingWith("No run is in progress");
        assertThat(notebook.magic("start E")).contains("Run E");
        notebook.magic("end");

        assertThat(notebook.runs())
                .extracting(run -> run.info().runName(), run -> run.info().status())
                .containsExactly(tuple("E", RunStatus.FINISHED), tuple("D", RunStatus.KILLED));
    }

    @Test
    void a_run_that_somebody_else_has_deleted_can_be_left() {
        notebook.magic("start D");
        String id = notebook.runs().get(0).info().runId();
        notebook.client().store().deleteRun(id);

        assertThatThrownBy(() -> notebook.magic("end"))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining("Run D is no longer in progress, but in the trash")
                .hasMessageContaining("%mlflow undelete " + id)
                .hasMessageContaining("%mlflow start --run-id " + id);
        assertThat(notebook.magic("start E")).contains("Run E");
    }

    @Test
    void a_run_that_another_program_has_deleted_is_left_with_the_way_back() {
        notebook.magic("start D");
        String id = notebook.runs().get(0).info().runId();
        TrackingStores.open(TrackingUris.of(folder.resolve("mlflow.db"))).deleteRun(id);

        assertThat(notebook.magic("end"))
                .contains(
                        "Run D is no longer in progress, but in the trash",
                        "%mlflow undelete " + id,
                        "%mlflow start --run-id " + id)
                .doesNotContain("ended as");
        assertThat(notebook.magic("start E")).contains("Run E");
        assertThat(notebook.magic("end")).contains("Run E ended as FINISHED");
    }

    /** Delivery goes on beside the cell, so it may be noticed by the start or by the end. */
    @Test
    void what_keeps_runs_from_the_store_is_said_below_the_cell_and_not_again() throws Exception {
        Files.createDirectory(folder.resolve("mlflow.db"));

        assertThat(notebook.magic("start") + notebook.magic("end")).containsOnlyOnce("mlflow.db could not be opened");
        assertThat(notebook.magic("start") + notebook.magic("end")).doesNotContain("could not be opened");
    }

    @Test
    void what_keeps_the_run_around_a_cell_from_the_store_is_said_below_it() throws Exception {
        Files.createDirectory(folder.resolve("mlflow.db"));

        assertThat(notebook.cell("run")).containsOnlyOnce("mlflow.db could not be opened");
    }
}
