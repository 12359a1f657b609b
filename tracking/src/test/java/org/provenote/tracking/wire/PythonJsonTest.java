package org.provenote.tracking.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class PythonJsonTest {

    /** Each was printed by {@code json.dumps}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"run_id\": \"x\", \"flavors\": {\"tf\": {}, \"python\": {\"code\": null, \"versions\": [1, 2.5]}}}]",
                "[]",
                "{\"\\u00e9\": \"\\ud83d\\ude00 \\u2028 / \\\\ \\\" \\n\", \"yes\": true}",
                "[NaN, Infinity, -Infinity]",
                "[1700000000.5, 0.0005, 12345678.0, 1e-05, 1e+16, -0.0]",
                "[\"\\u007f ~\", {\"\\u007f\": 1}]"
            })
    void isWhatPythonWrites(String dumped) {
        assertThat(PythonJson.text(PythonJson.read(dumped))).isEqualTo(dumped);
    }

    @Test
    void notANumberHasItsName() {
        assertThat(PythonJson.text(Double.NaN)).isEqualTo("NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30d", "[] 1", "{} x", "[1"})
    void whatPythonDoesNotReadIsNotRead(String text) {
        assertThatThrownBy(() -> PythonJson.read(text)).isInstanceOf(JacksonException.class);
    }
}
