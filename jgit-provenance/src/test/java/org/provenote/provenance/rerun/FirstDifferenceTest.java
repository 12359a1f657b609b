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
        Replay replay = Replay.of(Optional.of(session), new NotebookDocument(List.of()));

        FirstDifference byTime = FirstDifference.byValue(replay, session, "run", List.of(START.plusSeconds(25)))
                .orElseThrow();
        assertThat(byTime.cell().number()).isEqualTo(2);
        assertThat(byTime.reason()).isEqualTo(Reason.LOGGED_VALUE);
        assertThat(FirstDifference.byValue(replay, session, "run of 3", List.of())
                        .orElseThrow()
                        .cell()
                        .number())
                .isEqualTo(3);
        assertThat(FirstDifference.byValue(replay, session, "another", List.of()))
                .isEmpty();
    }

    private static Optional<FirstDifference> byOutput(
            SessionRecord session, NotebookDocument before, NotebookDocument again) {
        return FirstDifference.byOutput(Replay.of(Optional.of(session), before), List.of(before), again);
    }

    private static SessionRecord session(ExecutedCell... cells) {
        return new SessionRecord("JJava", Optional.empty(), START, List.of(cells));
    }

    /** The {@code number}th cell starts ten seconds after the one before it, and runs for eight. */
    private static ExecutedCell cell(int number, String id, String source) {
        return new ExecutedCell(
                number,
                Optional.of(id),
                source,
                START.plusSeconds(10L * number),
                Duration.ofSeconds(8),
                ExecutedCell.Outcome.OK,
                Optional.empty(),
                Optional.of("run of " + number));
    }

    /** Cells as {@code id source output}, an underscore for a space in the source. */
    private static NotebookDocument notebook(String... cells) throws IOException {
        String json = Arrays.stream(cells)
                .map(cell -> cell.split(" "))
                .map(cell -> "{\"cell_type\": \"code\", \"id\": \"%s\", \"source\": \"%s\", \"outputs\": [%s]}"
                        .formatted(
                                cell[0],
                                cell[1].replace('_', ' '),
                                cell.length == 3 ? "{\"text\": \"" + cell[2] + "\"}" : ""))
                .collect(Collectors.joining(","));
        return NotebookDocument.parse(("{\"cells\": [" + json + "]}").getBytes(UTF_8));
    }
}
