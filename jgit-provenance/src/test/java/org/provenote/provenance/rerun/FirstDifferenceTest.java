package org.provenote.provenance.rerun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.rerun.FirstDifference.Reason;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.SessionRecord;

class FirstDifferenceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theFirstCellWhoseOutputDiffersIsNamed() throws IOException {
        SessionRecord session = session(cell(1, "a", "x"), cell(2, "b", "y"), cell(3, "c", "z"));

        Optional<FirstDifference> found =
                byOutput(session, notebook("a x 1", "b y 2", "c z 3"), notebook("a x 1", "b y 5", "c z 6"));

        assertThat(found).hasValueSatisfying(first -> {
            assertThat(first.cell().number()).isEqualTo(2);
            assertThat(first.reason()).isEqualTo(Reason.OUTPUT);
        });
        assertThat(byOutput(session, notebook("a x 1", "b y 2"), notebook("a x 1", "b y 2")))
                .isEmpty();
    }

    @Test
    void cellsWithoutSavedOutputsOrEditedSinceTellNothing() throws IOException {
        SessionRecord session = session(cell(1, "a", "x"), cell(2, "b", "y"));

        assertThat(byOutput(session, notebook("a x", "b other 2"), notebook("a x 7", "b y 8")))
                .isEmpty();
    }

    @Test
    void ofARepeatedCellOnlyTheLastOutputIsKnown() throws IOException {
        SessionRecord session = session(cell(1, "a", "x"), cell(2, "a", "x"));

        assertThat(byOutput(session, notebook("a x 2"), notebook("a x 1", "a2 x 2")))
                .isEmpty();
        assertThat(byOutput(session, notebook("a x 2"), notebook("a x 2", "a2 x 3"))
                        .orElseThrow()
                        .cell()
                        .number())
                .isEqualTo(2);
    }

    @Test
    void magicsThatNameRunsArePassedOver() throws IOException {
        SessionRecord session = session(cell(1, "a", "%mlflow start"));

        assertThat(byOutput(session, notebook("a %mlflow_start 1"), notebook("a %mlflow_start 2")))
                .isEmpty();
    }

    @Test
    void whereNoOutputsAreKnownTheCellThatLoggedTheValueIsNamed() {
        SessionRecord session = session(cell(1, "a", "x"), cell(2, "b", "y"), cell(3, "c", "z"));

        FirstDifference byTime = FirstDifference.byValue(session, "run", List.of(START.plusSeconds(25)))
                .orElseThrow();
        assertThat(byTime.cell().number()).isEqualTo(2);
        assertThat(byTime.reason()).isEqualTo(Reason.LOGGED_VALUE);
        assertThat(FirstDifference.byValue(session, "run of 3", List.of())
                        .orElseThrow()
                        .cell()
                        .number())
                .isEqualTo(3);
        assertThat(FirstDifference.byValue(session, "another", List.of())).isEmpty();
    }

    @Test
    void anOpenNotebookTellsOfCellsThatHadEndedThen() throws IOException {
        NotebookDocument then = notebook("a x 1", "b y 2");
        ExecutedCell running = cell(2, "b", "y", ExecutedCell.Outcome.RUNNING);

        assertThat(new SavedOutputs(then, Optional.of(START.plusSeconds(18))).of(cell(1, "a", "x")))
                .isPresent();
        assertThat(new SavedOutputs(then, Optional.of(START.plusSeconds(17))).of(cell(1, "a", "x")))
                .isEmpty();
        assertThat(new SavedOutputs(then, Optional.of(START.plusSeconds(99))).of(running))
                .isEmpty();
    }

    @Test
    void whereItIsWrittenDownWhenACellWasExecutedThatTells() throws IOException {
        NotebookDocument then = notebook("a x 1 10.020", "b y 2 28.001", "c z 3 28.5");
        SavedOutputs file = new SavedOutputs(then, Optional.empty());

        assertThat(file.of(cell(1, "a", "x"))).isPresent();
        assertThat(file.of(cell(2, "b", "y", ExecutedCell.Outcome.RUNNING))).isPresent();
        assertThat(file.of(cell(3, "c", "z"))).isEmpty();
        assertThat(new SavedOutputs(then, Optional.of(START.plusSeconds(99))).of(cell(3, "c", "z")))
                .isEmpty();
        assertThat(new SavedOutputs(notebook("a x 1", "b y 2 soon"), Optional.empty()).of(cell(2, "b", "y")))
                .isEmpty();
    }

    private static Optional<FirstDifference> byOutput(
            SessionRecord session, NotebookDocument before, NotebookDocument again) {
        SavedOutputs open = new SavedOutputs(before, Optional.of(START.plusSeconds(1_000)));
        return FirstDifference.byOutput(session, List.of(open), again);
    }

    private static SessionRecord session(ExecutedCell... cells) {
        return new SessionRecord("JJava", Optional.empty(), START, List.of(cells));
    }

    /** The {@code number}th cell starts ten seconds after the one before it, and runs for eight. */
    private static ExecutedCell cell(int number, String id, String source) {
        return cell(number, id, source, ExecutedCell.Outcome.OK);
    }

    private static ExecutedCell cell(int number, String id, String source, ExecutedCell.Outcome outcome) {
        return new ExecutedCell(
                number,
                Optional.of(id),
                source,
                START.plusSeconds(10L * number),
                Duration.ofSeconds(8),
                outcome,
                Optional.empty(),
                Optional.of("run of " + number));
    }

    /**
     * Cells as {@code id source output second}, an underscore for a space in the source; the output and the second in which the
     * kernel took them up may be left out.
     */
    private static NotebookDocument notebook(String... cells) throws IOException {
        String json =
                Arrays.stream(cells).map(cell -> json(cell.split(" "))).collect(Collectors.joining(",", "[", "]"));
        return NotebookDocument.parse(("{\"cells\": " + json + "}").getBytes(UTF_8));
    }

    private static String json(String... cell) {
        String output = cell.length > 2 ? "{\"text\": \"" + cell[2] + "\"}" : "";
        String time = cell.length > 3 ? time(cell[3]) : "";
        return """
            {"cell_type": "code", "id": "%s", "source": "%s", "outputs": [%s],
             "metadata": {"execution": {"iopub.execute_input": "%s"}}}""".formatted(cell[0], cell[1].replace('_', ' '), output, time);
    }

    private static String time(String second) {
        return Character.isDigit(second.charAt(0))
                ? START.plusMillis((long) (Double.parseDouble(second) * 1_000)).toString()
                : second;
    }
}
