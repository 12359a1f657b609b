package org.provenote.tracking.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonRealTest {
    /** What Python prints for the same numbers. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "123456789.125, 123456789.125",
        "1e7, 10000000.0",
        "1e15, 1000000000000000.0",
        "9007199254740993, 9007199254740992.0",
        "1e16, 1e+16",
        "1.5e22, 1.5e+22",
        "-1e300, -1e+300",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.001, 0.001",
        "0.0001, 0.0001",
        "0.00012, 0.00012",
        "0.00001, 1e-05",
        "-1.25e-7, -1.25e-07",
        "5e-324, 5e-324",
        "-1e-323, -1e-323",
        "1.5e-323, 1.5e-323",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "2e23, 2e+23",
        "NaN, nan",
        "-Infinity, -inf"
    })
    void aNumberHasTheDigitsOfPython(double value, String expected) {
        assertThat(PythonReal.text(value)).isEqualTo(expected);
    }
}
