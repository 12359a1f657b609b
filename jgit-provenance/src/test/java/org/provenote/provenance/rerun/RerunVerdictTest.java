package org.provenote.provenance.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.provenance.rerun.RerunVerdict.Values;

class RerunVerdictTest {

    private static RerunVerdict verdict(Map<String, Double> original, Map<String, Double> again) {
        Map<String, String> params = Map.of("seed", "1");
        return RerunVerdict.of(
                new Values(Optional.of("FINISHED"), params, original),
                new Values(Optional.of("FINISHED"), params, again),
                Tolerance.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5, IDENTICAL",
        "NaN, NaN, IDENTICAL",
        "Infinity, Infinity, IDENTICAL",
        "0.0, -0.0, IDENTICAL",
        "1000, 1000.0009, WITHIN_TOLERANCE",
        "1000, 1000.002, DIFFERS",
        "NaN, 0.5, DIFFERS",
        "0.5, NaN, DIFFERS",
        "Infinity, 5, DIFFERS",
        "Infinity, -Infinity, DIFFERS",
        "5, Infinity, DIFFERS",
    })
    void aMetricIsJudgedWithinTheStatedTolerance(double original, double again, Sameness sameness) {
        RerunVerdict verdict = verdict(Map.of("r2", original), Map.of("r2", again));

        assertThat(verdict.overall()).isEqualTo(sameness);
        assertThat(verdict.metrics())
                .singleElement()
                .extracting(ValueVerdict::sameness)
                .isEqualTo(sameness);
    }

    @Test
    void theWorstValueIsTheVerdict() {
        assertThat(verdict(Map.of("a", 1.0, "b", 1.0), Map.of("a", 1.0, "b", 2.0))
                        .overall())
                .isEqualTo(Sameness.DIFFERS);
        assertThat(verdict(Map.of("a", 1.0, "b", 2.0), Map.of("a", 1.0)).overall())
                .isEqualTo(Sameness.MISSING);
        assertThat(verdict(Map.of("a", 1.0), Map.of("a", 1.0, "b", 2.0)).overall())
                .isEqualTo(Sameness.NEW);
    }

    @ParameterizedTest
    @CsvSource({
        "FINISHED, FINISHED, IDENTICAL",
        "FAILED, FAILED, IDENTICAL",
        "FINISHED, FAILED, DIFFERS",
        "FAILED, FINISHED, DIFFERS",
        "KILLED, FINISHED, IDENTICAL",
        "RUNNING, FAILED, IDENTICAL",
        ", FINISHED, IDENTICAL",
    })
    void aRunThatFailsNowAndDidNotThenDiffersWhateverItLogged(String original, String again, Sameness overall) {
        Map<String, Double> metrics = Map.of("r2", 0.5);

        RerunVerdict verdict = RerunVerdict.of(
                new Values(Optional.ofNullable(original), Map.of(), metrics),
                new Values(Optional.ofNullable(again), Map.of(), metrics),
                Tolerance.DEFAULT);

        assertThat(verdict.overall()).isEqualTo(overall);
        assertThat(verdict.repeats()).isEqualTo(overall == Sameness.IDENTICAL);
    }

    @Test
    void anotherParamDiffers() {
        RerunVerdict verdict = RerunVerdict.of(
                new Values(Optional.of("FINISHED"), Map.of("seed", "1"), Map.of()),
                new Values(Optional.of("FINISHED"), Map.of("seed", "2"), Map.of()),
                Tolerance.DEFAULT);

        assertThat(verdict.overall()).isEqualTo(Sameness.DIFFERS);
    }
}
