package org.provenote.tracking.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonNumbersTest {

    /** As {@code int} reads them. */
    @ParameterizedTest
    @CsvSource({
        "' 7\u00a0', 7",
        "'\u3000-7\u0085', -7",
        "1_000, 1000",
        "+1, 1",
        "\u0663, 3",
        "007, 7",
        "\ud835\udfd9\ud835\udfdc, 14"
    })
    void integersAreReadAsPythonDoes(String text, String number) {
        assertThat(PythonNumbers.integer(text)).contains(new BigInteger(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1__0", "_1", "1_", "+ 1", "1.0", "1 0", "\u00b2", "0x1", "1\u200b", "1\u001c"})
    void whatPythonDoesNotTakeForAnIntegerIsNone(String text) {
        assertThat(PythonNumbers.integer(text)).isEmpty();
    }

    /** In as many steps as the square of their number they would take hours. */
    @Test
    void manyBlanksInTheMiddleAreReadAtOnce() {
        String text = "\u00a01" + "\t".repeat(1_000_000) + "1 ";
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(PythonNumbers.integer(text)).isEmpty());
        assertThat(PythonNumbers.strip(text)).isEqualTo(text.strip().substring(1));
    }

    /** As {@code float} reads them. */
    @ParameterizedTest
    @CsvSource({
        "1_0.5, 10.5",
        "' .5 ', .5",
        "5., 5",
        "\u0661e\u0662, 100",
        "-INFINITY, -Infinity",
        "+nan, NaN",
        "1E2, 100"
    })
    void realNumbersAreReadAsPythonDoes(String text, double number) {
        assertThat(PythonNumbers.real(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1_.5", "0x1p3", "1f", "1d", "--1", "infinit"})
    void whatPythonDoesNotTakeForARealNumberIsNone(String text) {
        assertThat(PythonNumbers.real(text)).isEmpty();
    }
}
