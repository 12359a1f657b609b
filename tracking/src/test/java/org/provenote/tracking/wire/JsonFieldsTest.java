package org.provenote.tracking.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.provenote.tracking.MlflowException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonFieldsTest {
    /** It took a processor for an hour, and nothing could stop it. */
    @Test
    @Timeout(30)
    void aNumberOfMillionsOfDigitsIsRefused() {
        assertThatThrownBy(() -> JsonFields.optionalNumber(of("9".repeat(5_000_000)), "step"))
                .isInstanceOf(MlflowException.class);
        assertThat(JsonFields.optionalNumber(of(" 12.0 "), "step")).isEqualTo(12);
    }

    private static JsonNode of(String step) {
        return JsonMapper.shared().valueToTree(Map.of("step", step));
    }
}
