package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.session.MagicException;
import org.provenote.tracking.entities.LifecycleStage;

/** Which run a name or the beginning of an id means, where some of that name are in the trash. */
class RunFinderTest extends InNotebook {
    @Test
    void deleting_by_name_again_deletes_the_next_run_of_that_name() {
        String older = notebook.run("dup", 1_000);
        String newer = notebook.run("dup", 2_000);

        assertThat(notebook.magic("delete dup")).contains(newer);
        assertThat(isActive(older)).isTrue();
        assertThat(notebook.magic("delete dup")).contains(older);
        assertThat(isActive(older)).isFalse();
        assertRefused("delete dup", "Run dup is in the trash already");
        assertRefused("delete " + older, "Run dup is in the trash already");
    }

    @Test
    void undeleting_by_name_brings_the_run_back_that_is_in_the_trash() {
        String older = notebook.run("dup", 1_000);
        notebook.magic("delete dup");
        String newer = notebook.run("dup", 2_000);

        assertThat(notebook.magic("undelete dup")).contains(older, "is back");
        assertThat(isActive(older)).isTrue();
        assertRefused("undelete dup", "Run dup is not in the trash");
        assertRefused("undelete " + newer, "Run dup is not in the trash");
    }

    @Test
    void a_run_is_shown_before_those_of_its_name_in_the_trash_and_those_where_no_other_is_meant() {
        String older = notebook.run("dup", 1_000);
        String newer = notebook.run("dup", 2_000);
        notebook.magic("delete " + newer);

        assertThat(notebook.magic("show dup")).contains(older);
        notebook.magic("delete " + older);
        assertThat(notebook.magic("show dup")).contains(newer);
        assertThat(notebook.magic("show " + older.substring(0, 8))).contains(older);
    }

    @Test
    void a_name_means_ones_own_run_before_those_of_others() {
        String own = notebook.run("one", 1_000);
        String bobs = notebook.run("one", 2_000, "bob");

        assertThat(notebook.magic("show one")).contains(own);
        assertThat(notebook.magic("delete one")).contains("Run one is in the trash", own);
        assertThat(notebook.magic("delete one")).contains("Run one of bob is in the trash", bobs);
        assertThat(notebook.magic("undelete one")).contains(own);
    }

    @Test
    void where_all_who_have_no_name_meet_no_run_of_theirs_is_ones_own() {
        assertThat(RunFinder.isOwn("eva", "eva", true)).isTrue();
        assertThat(RunFinder.isOwn("bob", "eva", true)).isFalse();
        assertThat(RunFinder.isOwn("unknown", "unknown", true)).isFalse();
        assertThat(RunFinder.isOwn("unknown", "unknown", false)).isTrue();
    }

    @Test
    void several_runs_of_others_are_neither_deleted_nor_brought_back_by_their_name() {
        String evas = notebook.run("one", 1_000, "eva");
        String bobs = notebook.run("one", 2_000, "bob");

        assertThatThrownBy(() -> notebook.magic("delete one"))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining(evas.substring(0, 8) + " (eva, ")
                .hasMessageContaining(bobs.substring(0, 8) + " (bob, ");
        assertThat(notebook.magic("show one")).contains(bobs);
        notebook.magic("delete " + evas);
        notebook.magic("delete " + bobs);
        assertThatThrownBy(() -> notebook.magic("undelete one"))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining("(eva, ");
        assertThat(isActive(bobs)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "undelete", "show"})
    void no_run_is_meant_by_nothing_or_by_a_few_letters(String magic) {
        String id = notebook.run("only", 1_000);

        assertThatThrownBy(() -> notebook.magic(magic + " \"\"")).isInstanceOf(MagicException.class);
        assertThatThrownBy(() -> notebook.magic(magic + " " + id.charAt(0)))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining("6 characters");
        assertThat(isActive(id)).isTrue();
    }

    private boolean isActive(String runId) {
        return notebook.client().getRun(runId).info().lifecycleStage() == LifecycleStage.ACTIVE;
    }

    private void assertRefused(String line, String why) {
        assertThatThrownBy(() -> notebook.magic(line))
                .isInstanceOf(MagicException.class)
                .hasMessage(why);
    }
}
