package org.provenote.provenance.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.provenote.provenance.diff.NotebookDiffTest.notebook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.provenote.provenance.environment.Coordinates;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.environment.Jar;
import org.provenote.provenance.environment.Jdk;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.SessionRecord;

class RunDiffTest {
    private static final Jar SPARK_3 = jar("spark", "3.5", "aa");
    private static final Jar SPARK_4 = jar("spark", "4.0", "bb");

    private static Jar jar(String artifact, String version, String hash) {
        return new Jar(
                artifact + ".jar",
                Optional.of(new Coordinates("org", artifact, version, Optional.empty())),
                Optional.of(hash.repeat(32)),
                1);
    }

    private static Environment environment(String jdk, Jar... jars) {
        return new Environment("JJava", new Jdk("Adoptium", jdk, "OpenJDK", List.of()), "Linux", List.of(jars));
    }

    private static SessionRecord session(String... sources) {
        List<ExecutedCell> cells = new ArrayList<>();
        for (String source : sources) {
            cells.add(new ExecutedCell(
                    cells.size() + 1,
                    Optional.empty(),
                    source,
                    Instant.EPOCH,
                    Duration.ZERO,
                    ExecutedCell.Outcome.OK,
                    Optional.empty(),
                    Optional.empty()));
        }
        return new SessionRecord("JJava", Optional.empty(), Instant.EPOCH, cells);
    }

    private static RunFacts run(String rate, Environment environment, String commit, String... cells) {
        return new RunFacts(
                Map.of("rate", rate, "seed", "1"),
                Optional.of(notebook(cells)),
                Optional.of(session(cells)),
                Optional.of(environment),
                Optional.of(commit));
    }

    @Test
    void equalRunsNeedNoExplanation() {
        RunFacts run = run("0.1", environment("17", SPARK_3), "c1", "|x");

        assertThat(RunDiff.of(run, run).explanations()).isEmpty();
    }

    @Test
    void theSmallestExplanationStandsFirst() {
        RunDiff diff = RunDiff.of(
                run("0.1", environment("17", SPARK_3, jar("a", "1", "cc")), "c1", "|a;\nb;\nc;", "|y"),
                run("0.2", environment("17", SPARK_4), "c2", "|a;\nb;\nd;", "|y", "|one\ntwo\nthree"));

        assertThat(diff.explanations())
                .extracting(Explanation::aspect)
                .containsExactly(Aspect.PARAMS, Aspect.COMMIT, Aspect.JARS, Aspect.NOTEBOOK, Aspect.EXECUTED_CELLS);
        assertThat(diff.explanations().get(0).changes())
                .containsExactly(new Change("rate", Optional.of("0.1"), Optional.of("0.2")));
        assertThat(diff.explanations().get(0).changes().get(0)).hasToString("rate: 0.1 → 0.2");
        assertThat(diff.explanations().get(2).changes())
                .extracting(Change::name)
                .containsExactly("org:a", "org:spark");
        assertThat(diff.explanations().get(3).size()).isEqualTo(5);
        assertThat(diff.explanations().get(3).changes())
                .extracting(Change::toString)
                .containsExactly("cell 1: c; → d;", "cell 3 added: – → one (and 2 more)");
    }

    @Test
    void cellsThatRanInAnotherOrderExplainAlthoughTheNotebookIsTheSame() {
        RunFacts before = new RunFacts(
                Map.of(),
                Optional.of(notebook("|x", "|y")),
                Optional.of(session("x", "y")),
                Optional.empty(),
                Optional.empty());
        RunFacts after = new RunFacts(
                Map.of(),
                Optional.of(notebook("|x", "|y")),
                Optional.of(session("x", "y", "x")),
                Optional.empty(),
                Optional.empty());

        assertThat(RunDiff.of(before, after).explanations())
                .extracting(Explanation::aspect)
                .containsExactly(Aspect.EXECUTED_CELLS);
    }

    @Test
    void theSameVersionWithAnotherContentIsTold() {
        RunDiff diff = RunDiff.of(
                run("1", environment("17", jar("a", "1-SNAPSHOT", "aa")), "c", "|x"),
                run("1", environment("17", jar("a", "1-SNAPSHOT", "bb")), "c", "|x"));

        assertThat(diff.explanations()).extracting(Explanation::aspect).containsExactly(Aspect.JARS);
    }

    @Test
    void whatIsNotKnownOfOneRunIsNotCompared() {
        RunFacts unknown = new RunFacts(
                Map.of("rate", "1"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        RunFacts known = run("1", environment("17", SPARK_3), "c", "|x");

        assertThat(RunDiff.of(unknown, known).explanations())
                .extracting(explanation -> explanation.changes().toString())
                .containsExactly("[seed: – → 1]");
    }

    @Test
    void anotherJdkAndFilesBesideTheNotebookAreTold() {
        RunDiff diff = RunDiff.of(
                run("1", environment("17", SPARK_3), "c", "|x"),
                run("1", environment("25", SPARK_3), "c", "|x"),
                List.of(new FileChange("data.csv", FileChange.Kind.EDITED)));

        assertThat(diff.explanations()).extracting(Explanation::aspect).containsExactly(Aspect.FILES, Aspect.JDK);
    }
}
