package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.notebook.NotebookDocument;

class DiffTextTest {
    private static final String NOT_COMPARED = "cannot be compared, as not both are kept here";

    @Test
    void ofNotebooksThatAreKeptAndNotReadItSaysWhy() {
        RunFacts nothing = facts(Optional.empty());
        RunDiff diff = RunDiff.of(nothing, nothing).withUnread(List.of("a: this notebook version is too large"));

        assertThat(new DiffText("a", "b", diff).text())
                .contains("a: this notebook version is too large")
                .doesNotContain(NOT_COMPARED);
    }

    @Test
    void aNotebookThatIsNotKeptHereIsSaidToBeNotCompared() throws IOException {
        RunFacts here = facts(Optional.of(NotebookDocument.parse("{\"cells\": [], \"metadata\": {}, \"nbformat\": 4}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8))));

        assertThat(new DiffText("a", "b", RunDiff.of(facts(Optional.empty()), here)).text())
                .contains(NOT_COMPARED);
        assertThat(new DiffText("a", "b", RunDiff.of(here, here)).text()).doesNotContain(NOT_COMPARED);
    }

    private static RunFacts facts(Optional<NotebookDocument> notebook) {
        return new RunFacts(Map.of(), notebook, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
