package org.provenote.tracking.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.MlflowException;

class PageTokenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"offset\": 100}|100",
                "{\"offset\":\"1_0\",\"more\":1}|10",
                "{\"offset\":2.9}|2",
                "{\"offset\":true}|1",
                "{\"offset\":\"0\"}|0",
                "{\"offset\":-1}|0"
            })
    void whatPythonTakesForAWholeNumberIsOne(String json, long offset) {
        assertThat(PageToken.offset(encoded(json))).isEqualTo(offset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "7",
                "{\"offset\":0}",
                "{\"offset\":null}",
                "{\"offset\":[]}",
                "{\"offset\":1e300}",
                "{\"offset\":1E999999999}",
                "{\"offset\":123456789012345678901234567890}",
                "{\"offset\":\"x\"}"
            })
    void whatSaysNoOffsetIsRefused(String json) {
        assertThatThrownBy(() -> PageToken.offset(encoded(json) + (json.isEmpty() ? "=" : "")))
                .isInstanceOf(MlflowException.class);
    }

    /** More digits than a double has room for. */
    @Test
    void aNumberOfHundredsOfDigitsIsRefused() {
        assertThatThrownBy(() -> PageToken.offset(encoded("{\"offset\":" + "9".repeat(400) + "}")))
                .isInstanceOf(MlflowException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJvZmZzZXQiOiAyfQ==x",
                "eyJvZmZzZXQiOiAyfQ==abcd",
                "eyJvZmZzZXQiOiAyfQ===",
                "=eyJv=ZmZzZXQiOiAyfQ==",
                " eyJvZmZz.ZXQiOiAyfQ==\n"
            })
    void whatPythonsBase64SkipsIsSkipped(String token) {
        assertThat(PageToken.offset(token)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJvZmZzZXQiOiAyfQ", "eyJvZmZzZXQiOiAyfQ=", "eyJvZmZzZXQiOiAyfQ=x", "==="})
    void aTokenWhoseEndIsMissingIsRefused(String token) {
        assertThatThrownBy(() -> PageToken.offset(token)).isInstanceOf(MlflowException.class);
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
