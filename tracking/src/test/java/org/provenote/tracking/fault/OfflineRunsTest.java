package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.KeptPort;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.fault.UnreliableServer.State;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/**
 * A real {@code mlflow server} that is away, or hangs, when runs start: programs go on, and every run is there once in the end,
 * with all that was logged.
 */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
class OfflineRunsTest {
    @TempDir
    Path folder;

    private final String experiment = "offline-" + UUID.randomUUID();
    private UnreliableServer server;
    private TrackingStore store;

    @BeforeEach
    void open(MlflowServer mlflow) throws IOException {
        server = new UnreliableServer(mlflow.url());
        store = new RestStoreProvider().open(mlflow.url());
    }

    @AfterEach
    void close() {
        store.close();
        server.close();
    }

    private LoggingProcess program() throws IOException {
        return program(server.url());
    }

    private LoggingProcess program(String url) throws IOException {
        return new LoggingProcess(
                url,
                Map.of(
                        "MLFLOW_EXPERIMENT_NAME",
                        experiment,
                        "XDG_STATE_HOME",
                        folder.toString(),
                        "AS_NOTEBOOK",
                        "yes"));
    }

    private List<Run> runs() {
        return runsIn(store);
    }

    private List<Run> runsIn(TrackingStore where) {
        return where.findExperiment(experiment)
                .map(found -> where.searchRuns(RunSearch.in(List.of(found.experimentId())))
                        .items())
                .orElse(List.of());
    }

    private static Run named(String name, List<Run> runs) {
        List<Run> found =
                runs.stream().filter(run -> run.info().runName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            Thread.sleep(100);
        }
    }

    private List<Path> outbox() {
        try (Stream<Path> files = Files.walk(folder.resolve("provenote"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void assertPoints(Run run, int points) {
        List<Metric> found =
                store.getMetricHistory(run.info().runId(), "m", 25_000, null).items();
        assertThat(found).hasSize(points).doesNotHaveDuplicates();
    }

    @Test
    void anExperimentInTheTrashIsRefusedWhileTheServerAnswersAndNoRunWaitsForIt() throws Exception {
        String id = store.createExperiment(NewExperiment.named(experiment));
        try (LoggingProcess program = program()) {
            // Its first takes longest, and a server that says nothing for two seconds counts as away.
            assertThat(program.does("start")).matches("[0-9a-f]{32}");
            program.does("end");
            assertThat(program.does("flush")).isEqualTo("true");
            store.deleteExperiment(id);
            assertThat(program.does("start"))
                    .contains("Experiment '" + experiment + "' is in the trash; restore it with", id);
            assertThat(program.does("status")).doesNotContain("wait");

            store.restoreExperiment(id);
            assertThat(program.does("start")).matches("[0-9a-f]{32}");
            program.does("end");
        }
        assertThat(runs()).hasSize(2);
    }

    @Test
    void aRunOfAServerThatIsNotThereYetIsMadeOnceWithAllThatWasLoggedWhenTheServerStarts() throws Exception {
        KeptPort port = new KeptPort();
        Path model = Files.writeString(folder.resolve("model.bin"), "as it was");
        long before = System.currentTimeMillis();
        try (LoggingProcess program = program(port.url())) {
            String provisional = program.does("start");
            assertThat(provisional).matches("[0-9a-f]{32}");
            program.does("log 300");
            program.does("tag color blue");
            program.does("text notes/a.txt hello");
            program.does("artifact " + model + " models");
            Files.writeString(model, "changed since");
            String child = program.does("child");
            assertThat(program.does("read")).isEqualTo(provisional + " RUNNING 1");
            assertThat(program.does("end")).isEqualTo(provisional);
            long after = System.currentTimeMillis();
            assertThat(program.does("status"))
                    .contains("2 runs wait for the server")
                    .contains("2 artifacts wait")
                    .contains("bytes wait");
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);

            try (MlflowServer late = MlflowServer.at(port, Files.createDirectory(folder.resolve("late")), Map.of());
                    TrackingStore there = new RestStoreProvider().open(late.url())) {
                await(() -> runsIn(there).size() == 2);
                for (int i = 0; i < 5 && !program.does("flush").equals("true"); i++) {
                    // A long outage has long pauses.
                }
                assertThat(program.does("status")).isEqualTo("0 0 all delivered");
                List<Run> runs = runsIn(there);
                assertThat(runs).hasSize(2);
                Run nested = named("child", runs);
                Run run = runs.stream().filter(r -> r != nested).findFirst().orElseThrow();
                String id = run.info().runId();
                assertThat(id).isNotEqualTo(provisional);
                assertThat(run.data().tag("provenote.run.provisionalId")).contains(provisional);
                assertThat(run.data().tag("mlflow.runName")).contains(run.info().runName());
                assertThat(run.info().startTime()).isBetween(before, after);
                assertThat(run.info().endTime()).isBetween(before, after);
                assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
                assertThat(run.data().tag("color")).contains("blue");
                assertThat(run.data().param("at300")).isPresent();
                assertThat(there.getMetricHistory(id, "m", 1_000, null).items())
                        .extracting(Metric::step)
                        .hasSize(300)
                        .doesNotHaveDuplicates();
                assertThat(nested.data().tag("mlflow.parentRunId")).contains(id);
                assertThat(nested.data().tag("provenote.run.provisionalId")).contains(child);
                assertThat(nested.info().status()).isEqualTo(RunStatus.FINISHED);
                try (InputStream text = there.artifacts(run.info()).open("notes/a.txt");
                        InputStream file = there.artifacts(run.info()).open("models/model.bin")) {
                    assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo("hello");
                    assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo("as it was");
                }
                assertThat(program.warnings()).as(program.said()).isEqualTo(1);
            }
        }
        assertThat(outbox()).isEmpty();
    }

    @Test
    void aRunThatBeganWhileTheServerWasDownGoesOnUnderItsIdWhenTheServerIsBackAndIsFoundByItEverAfter()
            throws Exception {
        server.is(State.DOWN);
        String provisional;
        try (LoggingProcess program = program()) {
            provisional = program.does("start");
            program.does("log 20");
            program.does("text kept.txt one");
            server.is(State.WELL);
            assertThat(program.does("flush")).isEqualTo("true");
            program.does("log 20");
            program.does("text direct.txt two");
            String child = program.does("child");
            assertThat(program.does("flush")).isEqualTo("true");
            assertThat(program.does("read")).endsWith(" RUNNING 2").doesNotStartWith(provisional);
            assertThat(named("child", runs()).info().runId()).as("made at once").isEqualTo(child);
            program.does("end");
        }
        List<Run> runs = runs();
        assertThat(runs).hasSize(2);
        Run nested = named("child", runs);
        Run run = runs.stream().filter(r -> r != nested).findFirst().orElseThrow();
        assertThat(nested.data().tag("mlflow.parentRunId")).contains(run.info().runId());
        assertPoints(run, 40);
        assertThat(store.artifacts(run.info()).list("")).extracting("path").containsExactly("direct.txt", "kept.txt");
        assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
        try (LoggingProcess later = program()) {
            assertThat(later.does("resume " + provisional)).isEqualTo(run.info().runId());
            later.does("log 5");
            later.does("end");
        }
        assertThat(runs()).hasSize(2);
        assertThat(store.getRun(run.info().runId()).data().param("at5")).isPresent();
    }

    @Test
    void aRunOfAProcessThatWasKilledWhileTheServerWasDownIsMadeByTheNextAndEndsAsFailedWhenItWasKilled()
            throws Exception {
        server.is(State.DOWN);
        LoggingProcess killed = program();
        killed.does("start");
        killed.does("log 100");
        killed.does("text kept.txt one");
        killed.kill();
        long death = System.currentTimeMillis();
        LoggingProcess alsoKilled = program();
        alsoKilled.does("start");
        alsoKilled.does("log 10");
        alsoKilled.kill();
        server.is(State.WELL);
        try (LoggingProcess next = program()) {
            await(() -> outbox().isEmpty());
            assertThat(next.warnings()).as(next.said()).isZero();
        }
        assertThat(outbox()).isEmpty();
        List<Run> runs = runs();
        assertThat(runs).hasSize(2);
        Run run = runs.stream()
                .filter(found -> found.data().param("at100").isPresent())
                .findFirst()
                .orElseThrow();
        assertPoints(run, 100);
        assertThat(store.artifacts(run.info()).list("")).extracting("path").containsExactly("kept.txt");
        assertThat(runs).extracting(found -> found.info().status()).containsOnly(RunStatus.FAILED);
        assertThat(run.info().endTime()).isBetween(run.info().startTime(), death);
    }

    @Test
    void aRunWhoseCreationWasCarriedOutButNotAnsweredIsNotMadeTwice() throws Exception {
        server.is(State.SILENT_ABOUT_NEW_RUNS);
        try (LoggingProcess program = program()) {
            program.does("start");
            program.does("log 30");
            server.is(State.WELL);
            assertThat(program.does("flush")).isEqualTo("true");
            program.does("end");
        }
        assertThat(runs()).hasSize(1);
        assertPoints(runs().get(0), 30);
    }

    @Test
    void aProcessThatIsKilledWhileTheServerMakesItsRunLeavesOneRun() throws Exception {
        server.is(State.HANGING_AFTER_NEW_RUNS);
        LoggingProcess killed = program();
        killed.does("start");
        killed.does("log 30");
        await(() -> runs().size() == 1);
        killed.kill();
        server.is(State.WELL);
        try (LoggingProcess next = program()) {
            await(() -> outbox().isEmpty());
        }
        assertThat(runs()).hasSize(1);
        assertPoints(runs().get(0), 30);
    }

    @Test
    void aServerThatHangsHoldsNoProgramUp() throws Exception {
        server.is(State.HANGING);
        try (LoggingProcess program = program()) {
            program.does("start");
            program.does("log 30");
            program.does("text kept.txt one");
            program.does("end");
            program.does("start");
            program.does("end");
            assertThat(program.does("status")).contains("2 runs wait for the server");
            assertThat(program.warnings()).as(program.said()).isEqualTo(1);
            server.is(State.WELL);
            assertThat(program.does("flush")).isEqualTo("true");
        }
        assertThat(runs()).hasSize(2);
        Optional<Run> run =
                runs().stream().filter(r -> r.data().param("at30").isPresent()).findFirst();
        assertPoints(run.orElseThrow(), 30);
        assertThat(runs()).extracting(r -> r.info().status()).containsOnly(RunStatus.FINISHED);
    }
}
