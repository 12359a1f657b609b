package org.provenote.provenance.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SessionBadgeTest {
    private static final String[] SAVED = {"a=int x = 1;", "#t=# Title", "b=x++;", "c=x"};

    private static String badge(SessionRecord session, String... saved) throws IOException {
        return SessionBadge.of(session, Cells.notebook(saved)).summary();
    }

    @Test
    void runFromTopDownItAgrees() throws Exception {
        assertThat(badge(Cells.executed("a=int x = 1;", "b=x++;", "c=x"), SAVED))
                .isEqualTo("as saved");
    }

    @Test
    void cellsBelowTheLastThatRanDoNotCount() throws Exception {
        assertThat(badge(Cells.executed("a=int x = 1;"), SAVED)).isEqualTo("as saved");
    }

    @Test
    void aCellRunTwiceInARowIsInOrder() throws Exception {
        assertThat(badge(Cells.executed("a=int x = 1;", "b=x++;", "b=x++;"), SAVED))
                .isEqualTo("as saved");
    }

    @Test
    void anEarlierCellRunAgainIsOutOfOrder() throws Exception {
        assertThat(badge(Cells.executed("a=int x = 1;", "b=x++;", "a=int x = 1;"), SAVED))
                .isEqualTo("1 cell run out of order");
    }

    @Test
    void aCellIsCountedOnceHoweverOftenItRan() throws Exception {
        assertThat(badge(Cells.executed("a=x", "b=y", "a=x", "a=x", "a=x"), "a=x", "b=y"))
                .isEqualTo("1 cell run out of order");
        assertThat(badge(Cells.executed("a=x", "gone=y", "gone=z"), "a=x")).isEqualTo("1 cell deleted since");
    }

    @Test
    void whoRunsAllBelowAgainIsInOrder() throws Exception {
        assertThat(badge(Cells.executed("a=x", "b=y", "c=z", "a=x", "b=y", "c=z"), "a=x", "b=y", "c=z"))
                .isEqualTo("as saved");
    }

    @Test
    void cellsThatOnlyLookAtRunsHaveNoPlaceInTheOrder() throws Exception {
        String look = "%mlflow runs -n 5 // the best\n%mlflow status\n";
        assertThat(badge(Cells.executed("a=x", "b=y", "c=" + look, "b=y"), "a=x", "b=y", "c=" + look))
                .isEqualTo("as saved");
        assertThat(badge(Cells.executed("a=x", "c=z"), "a=x", "b=%mlflow compare a b", "c=z"))
                .isEqualTo("as saved");
        assertThat(badge(Cells.executed("a=x", "c=%mlflow end", "a=x"), "a=x", "c=%mlflow end"))
                .isEqualTo("1 cell run out of order");
    }

    @Test
    void editedDeletedAndSkippedCellsAreCounted() throws Exception {
        assertThat(badge(Cells.executed("a=int x = 2;", "gone=x = 7;", "c=x"), SAVED))
                .isEqualTo("1 cell edited since, 1 cell deleted since, 1 cell not run");
    }

    @Test
    void aCellOfCommentsAloneNeedNotRun() throws Exception {
        assertThat(badge(Cells.executed("a=x", "c=y"), "a=x", "b=// later: \"normalise\"  /* see", "c=y"))
                .isEqualTo("as saved");
        assertThat(badge(Cells.executed("a=x", "c=y"), "a=x", "b=/* on */ x++;", "c=y"))
                .isEqualTo("1 cell not run");
    }

    @Test
    void aCellThatWasEditedAndRunAgainAgrees() throws Exception {
        assertThat(badge(Cells.executed("a=int x = 2;", "a=int x = 1;", "b=x++;"), SAVED))
                .isEqualTo("as saved");
    }

    @Test
    void withoutIdsCellsAreKnownByTheirText() throws Exception {
        assertThat(badge(Cells.executed("=x++", "=x++", "=y"), "=x++", "=x++", "=y"))
                .isEqualTo("as saved");
        assertThat(badge(Cells.executed("=y", "=x++"), "=x++", "=y")).isEqualTo("1 cell run out of order");
        assertThat(badge(Cells.executed("=z"), "=x++", "=y")).isEqualTo("1 cell deleted since");
    }

    @Test
    void aNotebookOfAnOlderFormatHasNoIdsAlthoughTheFrontEndSendsSome() throws Exception {
        assertThat(badge(Cells.executed("tmp1=x++", "tmp2=y"), "=x++", "=y")).isEqualTo("as saved");
    }
}
