package org.provenote.server.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;

class RunsTableTest {
    private static final Run RUN = run("gentle-heron-12");

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 119, 120, 160, 240})
    void noLineIsWiderThanTheTerminal(int columns) {
        String table = new RunsTable(List.of(RUN, run("日本語の長い名前".repeat(9))), Map.of("1", "first-run")).in(columns);

        assertThat(table.lines())
                .allSatisfy(line -> assertThat(Cell.width(line)).isLessThanOrEqualTo(columns));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void everyFactOfARunIsThere(int columns) {
        String table = new RunsTable(List.of(RUN), Map.of("1", "first-run")).in(columns);

        assertThat(table)
                .contains("first-run", "gentle-heron-12", "FINISHED", "first-run.ipynb", "0123456")
                .contains("trees=100", "depth=8", "accuracy=0.9123", "rows=150");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void whenARunStartedStandsThere(int columns) {
        String year = String.valueOf(LocalDateTime.ofInstant(Instant.ofEpochMilli(1), ZoneId.systemDefault())
                .getYear());
        assertThat(new RunsTable(List.of(RUN), Map.of("1", "first-run")).in(columns))
                .contains("STARTED", year + "-");
    }

    /** As {@code provenote rerun} takes it, also where names are the same: whole, to be copied. */
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 119, 120, 160, 240})
    void eachRunIsThereWithTheBeginningOfItsId(int columns) {
        String table =
                new RunsTable(List.of(RUN, run("gentle-heron-12 ".repeat(9))), Map.of("1", "first-run")).in(columns);

        assertThat(table.lines().filter(line -> line.contains("f00dfeed"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 119, 120, 160, 240})
    void whoseARunIsStandsThereWhereTheyAreOfSeveral(int columns) {
        String table = new RunsTable(List.of(RUN, run("gentle-heron-12 ".repeat(9), "bob")), Map.of("1", "first-run"))
                .in(columns);

        assertThat(table).contains("USER", " me ", " bob ");
        assertThat(table.lines())
                .allSatisfy(line -> assertThat(Cell.width(line)).isLessThanOrEqualTo(columns));
        assertThat(new RunsTable(List.of(RUN, RUN), Map.of()).in(columns)).doesNotContain("USER");
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        String table = new RunsTable(List.of(run("\u001b[2Jred\n\u202edrow")), Map.of()).in(160);

        assertThat(table).contains("?[2Jred??drow").doesNotContain("\u001b", "\u202e");
    }

    private static Run run(String name) {
        return run(name, "me");
    }

    private static Run run(String name, String user) {
        List<RunTag> tags = List.of(
                new RunTag("mlflow.source.name", "first-run.ipynb"),
                new RunTag("provenote.notebook.revision", "0123456789abcdef0123"),
                new RunTag("mlflow.source.git.commit", "fedcba98765432100123"),
                new RunTag("mlflow.source.git.dirty", "true"));
        return new Run(
                new RunInfo(
                        "f00dfeed00112233", name, "1", user, RunStatus.FINISHED, 1, 2L, "/a", LifecycleStage.ACTIVE),
                new RunData(
                        List.of(new Metric("accuracy", 0.91234, 1, 1), new Metric("rows", 150, 1, 1)),
                        List.of(new Param("trees", "100"), new Param("depth", "8")),
                        tags),
                null,
                null);
    }
}
