package org.provenote.provenance.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"first.ipynb", "a/b/first.ipynb", "..\\..\\first.ipynb", "a\\b/first.ipynb", "C:\\first.ipynb"})
    void itIsOneNameWhereverTheNotebookWas(String notebook) {
        assertThat(CopyName.of(notebook, "57ec7e33", false, 1)).isEqualTo("first.57ec7e33.ipynb");
        assertThat(CopyName.of(notebook, "57ec7e33", true, 2)).isEqualTo("first.57ec7e33-2");
    }
}
