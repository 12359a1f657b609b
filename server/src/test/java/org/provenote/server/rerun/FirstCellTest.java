package org.provenote.server.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.provenote.server.rerun.RerunTrial.logMetric;
import static org.provenote.server.rerun.RerunTrial.place;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStores;
import tools.jackson.databind.JsonNode;

/** The first cell that came out differently is told by outputs of the run itself, never by another's. */
class FirstCellTest {
    @TempDir
    Path temp;

    RerunTrial trial;
    String run = "";

    @BeforeEach
    void aRunOfThreeCells() throws IOException {
        trial = new RerunTrial(temp);
        run = trial.run(trial.store, "tracked", place(1));
        logMetric(trial.store, run, "k", 1);
        logMetric(trial.again, trial.run(trial.again, "tracked", place(1)), "k", 2);
        trial.session(run, "a x", "b y", "c z");
        trial.executed("a x 1", "b y 2", "c z 3");
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void whatALaterCellHadPrintedBeforeTheRunReachedItIsNotCompared() throws IOException {
        trial.startVersion(run, "browser", "a x 1", "b y of-yesterday", "c z");
        trial.endVersion(run, "browser", "a x 1", "b y 2", "c z of-yesterday");

        assertFirst(3, "LOGGED_VALUE");
    }

    @Test
    void whatItHadPrintedWhenTheRunEndedIs() throws IOException {
        trial.startVersion(run, "browser", "a x 1", "b y", "c z");
        trial.endVersion(run, "browser", "a x 1", "b y 5", "c z");
        trial.today("a x 1", "b y 2", "c z 3");

        assertFirst(2, "OUTPUT");
    }

    @Test
    void ofARunThatWasKilledTheCellsBeforeItTell() throws IOException {
        trial.startVersion(run, "browser", "a x 7", "b y of-yesterday", "c z of-yesterday");

        assertFirst(1, "OUTPUT");
    }

    @Test
    void aFileTellsOnlyWhereItSaysWhenItsCellsWereExecuted() throws IOException {
        trial.startVersion(run, "file", "a x of-yesterday", "b y of-yesterday@-999", "c z of-yesterday");
        trial.today("a x of-another-run", "b y of-another-run@999", "c z of-another-run");

        assertFirst(3, "LOGGED_VALUE");

        trial.today("a x 1@10", "b y 5@20", "c z 3@30");

        assertFirst(2, "OUTPUT");
    }

    @Test
    void aRunWithEqualValuesThatFailsNowEndedOtherwiseInItsLastCell() throws IOException {
        String finished = trial.run(trial.store, "finished", place(2), new RunTag(RunTags.BADGE, "as saved"));
        trial.session(finished, "a x", "b y", "c z");
        String failed = trial.run(trial.again, "finished", place(2));
        trial.again.updateRun(
                failed, RunUpdate.ended(RunStatus.FAILED, RerunTrial.at(39).toEpochMilli()));

        JsonNode verdict = trial.verdict(finished);

        assertThat(verdict.path("verdict").asString()).isEqualTo("DIFFERS");
        assertThat(verdict.path("status").path("original").asString()).isEqualTo("FINISHED");
        assertThat(verdict.path("status").path("again").asString()).isEqualTo("FAILED");
        assertThat(verdict.path("first_cell").path("number").asInt()).isEqualTo(3);
        assertThat(verdict.path("first_cell").path("reason").asString()).isEqualTo("STATUS");
    }

    @Test
    void howARunEndedThatItsKernelDidNotEndIsNoResultOfItsCells() throws IOException {
        String killed = trial.run(trial.store, "killed", place(2));
        trial.store.updateRun(
                killed, RunUpdate.ended(RunStatus.FAILED, RerunTrial.at(39).toEpochMilli()));
        trial.run(trial.again, "killed", place(2));

        JsonNode verdict = trial.verdict(killed);

        assertThat(verdict.path("verdict").asString()).isEqualTo("IDENTICAL");
        assertThat(verdict.path("status").isEmpty()).isTrue();
    }

    private void assertFirst(int number, String reason) {
        JsonNode first = trial.verdict(run).path("first_cell");
        assertThat(first.path("number").asInt()).isEqualTo(number);
        assertThat(first.path("reason").asString()).isEqualTo(reason);
    }
}
