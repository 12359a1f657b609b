package org.provenote.provenance.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.provenance.notebook.NotebookDocument;

class NotebookDiffTest {

    /** {@code "id|source"} or {@code "|source"}. */
    static NotebookDocument notebook(String... cells) {
        List<NotebookCell> all = new ArrayList<>();
        for (String cell : cells) {
            int split = cell.indexOf('|');
            all.add(new NotebookCell(
                    Optional.of(cell.substring(0, split)).filter(id -> !id.isEmpty()),
                    NotebookCell.Kind.CODE,
                    cell.substring(split + 1),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new NotebookDocument(all);
    }

    private static List<String> diff(NotebookDocument before, NotebookDocument after) {
        return NotebookDiff.of(before, after).cells().stream()
                .map(cell -> cell.kind()
                        + " " + cell.positionBefore().map(String::valueOf).orElse("-")
                        + ">" + cell.positionAfter().map(String::valueOf).orElse("-"))
                .toList();
    }

    @Test
    void equalNotebooksHaveNoChange() {
        NotebookDocument notebook = notebook("a|x", "b|y");

        assertThat(NotebookDiff.of(notebook, notebook).changed()).isEmpty();
        assertThat(NotebookDiff.of(notebook, notebook).size()).isZero();
    }

    @Test
    void anEditedCellShowsItsLines() {
        NotebookDiff diff = NotebookDiff.of(
                notebook("a|int x = 1;\nint y = 2;\nint z = 3;"), notebook("a|int x = 1;\nint y = 5;\nint z = 3;\n"));

        assertThat(diff.changed()).hasSize(1);
        assertThat(diff.changed().get(0).lines())
                .containsExactly(
                        new Line(Line.Kind.SAME, "int x = 1;"),
                        new Line(Line.Kind.REMOVED, "int y = 2;"),
                        new Line(Line.Kind.ADDED, "int y = 5;"),
                        new Line(Line.Kind.SAME, "int z = 3;"));
        assertThat(diff.size()).isEqualTo(2);
    }

    @Test
    void withIdsACellIsTheSameHoweverItWasEdited() {
        assertThat(diff(notebook("a|x", "b|y", "c|z"), notebook("a|x", "b|all new", "c|z")))
                .containsExactly("SAME 1>1", "EDITED 2>2", "SAME 3>3");
    }

    @Test
    void addedAndRemovedCellsStandWhereTheyStoodOrStand() {
        assertThat(diff(notebook("a|x", "b|y", "c|z"), notebook("a|x", "c|z", "d|new")))
                .containsExactly("SAME 1>1", "REMOVED 2>-", "SAME 3>2", "ADDED ->3");
    }

    @Test
    void anEmptyCellThatComesOrGoesIsNoChange() {
        assertThat(diff(notebook("a|x", "b|"), notebook("a|x"))).containsExactly("SAME 1>1");
        assertThat(diff(notebook("a|x"), notebook("c| \n", "a|x"))).containsExactly("SAME 1>2");
        assertThat(diff(notebook("a|x", "b|"), notebook("a|x", "b|y"))).containsExactly("SAME 1>1", "EDITED 2>2");
    }

    @Test
    void aMovedCellIsOneChange() {
        assertThat(diff(notebook("a|x", "b|y", "c|z"), notebook("b|y", "c|z", "a|x edited")))
                .containsExactly("SAME 2>1", "SAME 3>2", "MOVED 1>3");
    }

    @Test
    void withoutIdsCellsAreKnownByTextAndEditedOnesByLikeness() {
        assertThat(diff(
                        notebook("|import a;", "|int x = 1;\nint y = 2;\nrun(x, y);", "|print(x)"),
                        notebook("|import a;", "|int x = 1;\nint y = 3;\nrun(x, y);", "|print(x)")))
                .containsExactly("SAME 1>1", "EDITED 2>2", "SAME 3>3");
        assertThat(diff(notebook("|import a;", "|one"), notebook("|import a;", "|two")))
                .containsExactly("SAME 1>1", "ADDED ->2", "REMOVED 2>-");
    }

    @Test
    void aCellWhoseIdChangedAndTextDidNotIsTheSame() {
        assertThat(diff(notebook("a|x", "b|y"), notebook("a|x", "q|y"))).containsExactly("SAME 1>1", "SAME 2>2");
    }

    @Test
    void repeatedTextsDoNotConfuse() {
        assertThat(diff(notebook("|x++", "|x++", "|x++"), notebook("|x++", "|x++")))
                .hasSize(3)
                .filteredOn(line -> line.startsWith("SAME"))
                .hasSize(2);
    }

    @Test
    void everyCellOfBothSidesAppearsExactlyOnce() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            NotebookDocument before = random(random);
            NotebookDocument after = random(random);
            List<CellChange> cells = NotebookDiff.of(before, after).cells();
            assertThat(cells.stream().flatMap(cell -> cell.positionBefore().stream()))
                    .doesNotHaveDuplicates()
                    .hasSize(before.cells().size());
            assertThat(cells.stream().flatMap(cell -> cell.positionAfter().stream()))
                    .isSorted()
                    .hasSize(after.cells().size());
        }
    }

    private static NotebookDocument random(Random random) {
        boolean ids = random.nextBoolean();
        List<String> cells = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            cells.add((ids ? "id" + i + random.nextInt(2) : "") + "|line\n" + "abc".charAt(random.nextInt(3)));
        }
        Collections.shuffle(cells, random);
        return notebook(cells.toArray(String[]::new));
    }

    @Test
    void changedOutputsAreSaidAndAreNoChangeOfTheCell() throws Exception {
        NotebookDiff diff = NotebookDiff.of(withOutput("1", 7), withOutput("2", 7));

        assertThat(diff.changed()).isEmpty();
        assertThat(diff.cells().get(0).outputsChanged()).isTrue();
        assertThat(NotebookDiff.of(withOutput("1", 7), withOutput("1", 9))
                        .cells()
                        .get(0)
                        .outputsChanged())
                .as("another execution count only")
                .isFalse();
    }

    /** Anybody may write such a record. By comparing all pairs of cells it took minutes. */
    @Test
    @Timeout(60)
    void aHundredThousandCellsOfWhichNoneIsRareAreCompared() {
        assertThat(NotebookDiff.of(ofTwoKinds(1), ofTwoKinds(2)).changed()).isNotEmpty();
    }

    private static NotebookDocument ofTwoKinds(int seed) {
        Random random = new Random(seed);
        return notebook(IntStream.range(0, 100_000)
                .mapToObj(i -> random.nextBoolean() ? "|a" : "|b")
                .toArray(String[]::new));
    }

    @Test
    void whatNobodyDrawsIsNotRead() {
        String outputs = "[" + "{},".repeat(3_000_000) + "{}]";
        assertThatThrownBy(() -> NotebookDocument.parse(
                        ("{\"cells\": [{\"cell_type\": \"code\", \"outputs\": " + outputs + "}]}").getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Not a notebook");
    }

    private static NotebookDocument withOutput(String text, int count) throws IOException {
        return NotebookDocument.parse(("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"id\": \"a\","
                        + "\"source\": \"x\", \"outputs\": [{\"output_type\": \"execute_result\", \"execution_count\": "
                        + count + ", \"data\": {\"text/plain\": [\"" + text + "\"]}}]}]}")
                .getBytes(UTF_8));
    }

    @Test
    void tenThousandRewrittenCellsAreComparedInSeconds() {
        String[] before = new String[10_000];
        String[] after = new String[10_000];
        for (int i = 0; i < before.length; i++) {
            before[i] = "|old " + i;
            after[i] = "|new " + i;
        }
        long start = System.nanoTime();

        NotebookDiff.of(notebook(before), notebook(after));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
}
