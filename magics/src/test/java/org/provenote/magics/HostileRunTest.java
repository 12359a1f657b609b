package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.provenote.provenance.run.RunTags;
import org.provenote.session.MagicException;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;

/** Runs as another user of the store may have written them. */
class HostileRunTest extends InNotebook {
    @Test
    void a_notebook_that_can_be_no_file_is_no_place_for_a_copy() {
        String id = notebook.run("theirs", 1_000);
        notebook.client().setTag(id, RunTags.NOTEBOOK_PATH, "a\0b.ipynb");

        assertThatThrownBy(() -> notebook.magic("restore " + id))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining("can be no file here")
                .hasMessageContaining("--to");
    }

    @Test
    void the_password_of_an_artifact_location_is_not_shown() {
        String experiment = notebook.client()
                .store()
                .createExperiment(new NewExperiment("remote", "ftp://user:hidden@host/place", List.of()));
        String id = notebook.client()
                .createRun(new NewRun(
                        experiment, "eva", "theirs", 1_000, List.of(new RunTag(RunTags.BADGE, "as executed"))))
                .info()
                .runId();
        String own = notebook.run("own", 2_000);

        assertThat(notebook.magic("show " + id)).contains("ftp://host/place").doesNotContain("hidden");
        assertThat(notebook.magic("diff " + own + " " + id))
                .contains("could not be read in ftp://host/place")
                .doesNotContain("hidden");
    }
}
