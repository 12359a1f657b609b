package org.provenote.provenance.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.provenance.session.ExecutedCell.Outcome;

class ReplayedCellTest {

    @ParameterizedTest
    @ValueSource(strings = {"String t = \"ghp_***\";", "String DB_PASSWORD = \"***\";"})
    void aCellWithAMaskIsKnown(String source) {
        assertThat(cell(source).isMasked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int a = 1;", "/***/ int a;", "/*** Title ***/", "// ******", "2 ** 3"})
    void otherStarsAreNoMask(String source) {
        assertThat(cell(source).isMasked()).isFalse();
    }

    private static ReplayedCell cell(String source) {
        return new ReplayedCell(1, Optional.empty(), source, Outcome.OK);
    }
}
