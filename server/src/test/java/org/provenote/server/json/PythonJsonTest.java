package org.provenote.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonJsonTest {

    /** Each was printed by {@code json.dumps}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"run_id\": \"x\", \"flavors\": {\"tf\": {}, \"python\": {\"code\": null, \"versions\": [1, 2.5]}}}]",
                "[]",
                "{\"\\u00e9\": \"\\ud83d\\ude00 \\u2028 / \\\\ \\\" \\n\", \"yes\": true}"
            })
    void isWhatPythonWrites(String dumped) {
        assertThat(PythonJson.text(Json.read(dumped.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(dumped);
    }

    @Test
    void notANumberHasItsName() {
        assertThat(PythonJson.text(Double.NaN)).isEqualTo("NaN");
    }
}
