package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;

class ComparisonTableTest {
    @Test
    void metrics_that_differ_behind_what_is_shown_are_shown_in_full() {
        String table = table(accuracy(0.98148148), accuracy(0.98148149));
        assertThat(line("accuracy", table)).contains("≠", "0.98148148", "0.98148149");
    }

    @Test
    void metrics_that_differ_before_that_are_shown_short() {
        String table = table(accuracy(0.98148148), accuracy(0.5));
        assertThat(line("accuracy", table)).contains("≠", "0.981481 ", "0.5");
    }

    @Test
    void metrics_that_agree_have_no_mark() {
        assertThat(line("accuracy", table(accuracy(Double.NaN), accuracy(Double.NaN))))
                .doesNotContain("≠");
    }

    @Test
    void figures_of_the_machine_are_left_out() {
        List<Metric> metrics = List.of(new Metric("system/cpu", 7, 0, 0), new Metric("systematic", 1, 0, 0));
        assertThat(table(new RunData(metrics, null, null), accuracy(1)))
                .contains("metrics.systematic")
                .doesNotContain("system/cpu");
    }

    @Test
    void an_empty_param_differs_from_none() {
        assertThat(line("note", table(note(""), note()))).contains("≠", "\"\"");
        assertThat(line("note", table(note(""), note("")))).doesNotContain("≠");
    }

    @Test
    void a_run_without_a_name_is_called_by_the_beginning_of_its_id_and_without_a_start_has_none() {
        RunInfo info = new RunInfo(
                "0123456789abcdef", "", "0", "somebody", RunStatus.FINISHED, 0, 1L, "", LifecycleStage.ACTIVE);
        String table = new ComparisonTable(List.of(new Run(info, new RunData(null, null, null), null, null))).text();
        assertThat(table.lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header.strip()).isEqualTo("01234567"));
        assertThat(table).doesNotContain("1970");
    }

    private static String table(RunData... runs) {
        List<Run> all = Arrays.stream(runs)
                .map(data -> new Run(info(), data, null, null))
                .toList();
        return new ComparisonTable(all).text();
    }

    private static String line(String key, String table) {
        return table.lines()
                .filter(line -> line.contains("s." + key))
                .findFirst()
                .orElseThrow();
    }

    private static RunData accuracy(double value) {
        return new RunData(List.of(new Metric("accuracy", value, 0, 0)), null, null);
    }

    private static RunData note(String... values) {
        return new RunData(
                null,
                Arrays.stream(values).map(value -> new Param("note", value)).toList(),
                List.of());
    }

    private static RunInfo info() {
        return new RunInfo("id", "run", "0", "somebody", RunStatus.FINISHED, 0, 1L, "", LifecycleStage.ACTIVE);
    }
}
