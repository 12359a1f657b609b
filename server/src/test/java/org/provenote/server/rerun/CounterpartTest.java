package org.provenote.server.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.provenote.server.rerun.RerunTrial.logMetric;
import static org.provenote.server.rerun.RerunTrial.logParam;
import static org.provenote.server.rerun.RerunTrial.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;

/** Which of the runs that cells made again a run is compared with, and what is kept of it. */
class CounterpartTest {
    @TempDir
    Path temp;

    RerunTrial trial;

    @BeforeEach
    void open() throws IOException {
        trial = new RerunTrial(temp);
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void ofRunsThatWentOnAtOnceItIsTheOneOfThatName() {
        String original = tracked(trial.store, "rate 0.1", 1, "0.1");
        tracked(trial.again, "rate 0.2", 1, "0.2");
        tracked(trial.again, "rate 0.1", 2, "0.1");

        assertThat(verdict(original)).isEqualTo("IDENTICAL");
    }

    @Test
    void ofThoseOfOneNameOrOfRandomOnesItIsTheOneWithThoseParams() {
        String original = tracked(trial.store, "tree", 1, "0.1");
        tracked(trial.again, "tree", 1, "0.2");
        tracked(trial.again, "tree", 2, "0.1");
        String unnamed = tracked(trial.store, "able-bee-1", 2, "0.2");

        assertThat(verdict(original)).isEqualTo("IDENTICAL");
        assertThat(verdict(unnamed)).isEqualTo("IDENTICAL");
    }

    @Test
    void ofThoseThatAreAlikeItIsTheOneInThatPlace() {
        String original = tracked(trial.store, "tree", 2, "0.1");
        tracked(trial.again, "tree", 1, "0.1");
        logMetric(trial.again, tracked(trial.again, "tree", 2, "0.1"), "k", 1);

        assertThat(verdict(original)).isEqualTo("NEW");
    }

    @Test
    void figuresOfTheMachineAreNotCompared() {
        String original = tracked(trial.store, "tree", 1, "0.1");
        logMetric(trial.store, original, "system/cpu_utilization_percentage", 7);
        logMetric(trial.again, tracked(trial.again, "tree", 1, "0.1"), "system/cpu_utilization_percentage", 8);

        assertThat(verdict(original)).isEqualTo("IDENTICAL");
    }

    @Test
    void ofRunsThatFollowedOneAnotherItIsTheOneInThatPlaceWhateverItLogged() {
        String original = tracked(trial.store, "tree", 2, "0.1");
        String parent = trial.run(trial.again, "sweep", place(3));
        for (int number = 1; number <= 2; number++) {
            RunTag nested = new RunTag("mlflow.parentRunId", parent);
            String run = trial.run(trial.again, "tree", 20 + number, 21 + number, place(number), nested);
            logParam(trial.again, run, "rate", "0." + number);
        }

        assertThat(verdict(original)).isEqualTo("DIFFERS");
    }

    @Test
    void aCopyThatFailsOnItsWayIsNoRunThatGoesOn() throws IOException {
        String original = tracked(trial.store, "tree", 1, "0.1");
        Run first = trial.store.getRun(original);
        Run again = trial.again.getRun(tracked(trial.again, "tree", 1, "0.1"));
        trial.again.artifacts(again.info()).logText("text", "note.txt");
        Path artifacts = trial.root.resolve("mlruns/" + first.info().experimentId());
        Files.createDirectories(artifacts.getParent());
        Files.writeString(artifacts, "where artifacts would go");

        Throwable failure = catchThrowable(() -> ChildRun.keep(first, trial.store, again, trial.again, "identical"));

        assertThat(failure).isInstanceOf(MlflowException.class);
        List<Run> children = RunNamed.runs(
                trial.store, run -> run.data().tag(RunTags.RERUN_OF).isPresent());
        assertThat(children).hasSize(1);
        assertThat(children.get(0).info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(children.get(0).data().tag(RunTags.RERUN_VERDICT)).isEmpty();
    }

    @Test
    void everyTagIsKeptHoweverManyThereAre() {
        String original = tracked(trial.store, "tree", 1, "0.1");
        String again = tracked(trial.again, "tree", 1, "0.1");
        for (int from = 0; from < 250; from += 50) {
            trial.again.logBatch(
                    again,
                    new Batch(
                            List.of(),
                            List.of(),
                            IntStream.range(from, from + 50)
                                    .mapToObj(i -> new RunTag("tag " + i, "value " + i))
                                    .toList()));
        }

        assertThat(verdict(original)).isEqualTo("IDENTICAL");
        TrackingStore store = TrackingStores.open(trial.store.trackingUri());
        Run child = RunNamed.runs(store, run -> run.data().tag(RunTags.RERUN_OF).isPresent())
                .get(0);
        assertThat(child.data().tags())
                .extracting(RunTag::value)
                .contains("value 0", "value 99", "value 100", "value 249");
    }

    /** MLflow before 1.30 gave no names. */
    @Test
    void theChildOfARunWithoutANameIsCalledByTheBeginningOfThatOnesId() throws SQLException {
        String original = tracked(trial.store, "tree", 1, "0.1");
        tracked(trial.again, "tree", 1, "0.1");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + trial.root.resolve("mlflow.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE runs SET name = ''");
            statement.execute("DELETE FROM tags WHERE key = 'mlflow.runName'");
        }

        assertThat(verdict(original)).isEqualTo("IDENTICAL");
        TrackingStore store = TrackingStores.open(trial.store.trackingUri());
        assertThat(RunNamed.runs(store, run -> run.data().tag(RunTags.RERUN_OF).isPresent()))
                .extracting(run -> run.info().runName())
                .containsExactly("rerun of " + original.substring(0, 8));
        assertThatThrownBy(() -> RunNamed.find("", store)).hasMessageStartingWith("No run ''");
    }

    private String tracked(TrackingStore store, String name, int number, String rate) {
        String run = trial.run(store, name, place(number));
        logParam(store, run, "rate", rate);
        return run;
    }

    private String verdict(String original) {
        return trial.verdict(original).path("verdict").asString();
    }
}
