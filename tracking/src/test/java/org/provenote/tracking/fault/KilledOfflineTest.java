package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.fault.UnreliableServer.State;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/**
 * {@code kill -9} at a random moment of a process that starts run after run on a server that comes and goes and loses answers:
 * every run that began is there once, with every point that was acknowledged, once.
 */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
class KilledOfflineTest {
    private static final int POINTS = 10;
    private static final Random RANDOM = new Random();

    @TempDir
    Path folder;

    /** What a process that is killed leaves there goes with it. */
    @TempDir
    Path temporary;

    private final String experiment = "killed-" + UUID.randomUUID();

    @RepeatedTest(3)
    void everyRunThatBeganIsThereOnceWithEveryPointThatWasAcknowledged(MlflowServer mlflow) throws Exception {
        Map<String, Integer> acknowledged;
        try (UnreliableServer server = new UnreliableServer(mlflow.url())) {
            acknowledged = untilKilled(server);
            // Else the next could ask for a run before the one that was killed has made it.
            server.goDown();
            server.is(State.WELL);
            TrackingStore rest = new RestStoreProvider().open(server.url());
            TrackingStore next = Outboxes.before(rest, folder);
            Outbox.awaitEmpty(folder);
            next.close();
            rest.close();
        }
        try (TrackingStore store = new RestStoreProvider().open(mlflow.url())) {
            String id = store.findExperiment(experiment).orElseThrow().experimentId();
            Map<String, Run> runs = new LinkedHashMap<>();
            for (Run run : store.searchRuns(RunSearch.in(List.of(id))).items()) {
                assertThat(runs.put(run.info().runName(), run)).as("doubled").isNull();
            }
            assertThat(acknowledged).isNotEmpty();
            acknowledged.forEach((name, points) -> {
                assertThat(runs).containsKey(name);
                List<Long> steps = new ArrayList<>();
                for (Metric point : store.getMetricHistory(runs.get(name).info().runId(), "m", 1_000, null)
                        .items()) {
                    steps.add(point.step());
                }
                assertThat(steps).as(name).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(points);
                assertThat(runs.get(name).info().status().isTerminal())
                        .as("a run of a dead notebook is over")
                        .isTrue();
            });
        }
    }

    private Map<String, Integer> untilKilled(UnreliableServer server) throws IOException, InterruptedException {
        Map<String, Integer> acknowledged = new LinkedHashMap<>();
        Process process = new ProcessBuilder(Java.command(
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        server.url(),
                        folder.toString(),
                        experiment))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int killAfter = 30 + RANDOM.nextInt(200);
        State[] states = {State.WELL, State.DOWN, State.SILENT_ABOUT_NEW_RUNS, State.WELL};
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            for (int lines = 0; line != null; lines++) {
                String[] words = line.split(" ");
                acknowledged.merge(words[0], Integer.parseInt(words[1]), Integer::sum);
                if (lines % 20 == 0) {
                    server.is(states[RANDOM.nextInt(states.length)]);
                }
                if (lines == killAfter) {
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        }
        process.waitFor();
        return acknowledged;
    }

    /** Starts runs without end, and prints a run's name, and 0 or 1 points, once a call has returned. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            TrackingStore rest = new RestStoreProvider().open(arguments[0]);
            TrackingStore store = Outboxes.before(rest, Path.of(arguments[1]));
            ExperimentChoice experiment = new ExperimentChoice(
                    there -> there.findExperiment(arguments[2])
                            .map(found -> found.experimentId())
                            .orElseGet(() -> there.createExperiment(NewExperiment.named(arguments[2]))),
                    () -> new ExperimentPlan.Named(arguments[2]));
            List<RunTag> tags = List.of(new RunTag("mlflow.source.type", "NOTEBOOK"));
            for (int n = 0; ; n++) {
                String name = "run-" + n;
                String run = store.beginRun(experiment, new NewRun("", "u", name, System.currentTimeMillis(), tags))
                        .info()
                        .runId();
                System.out.println(name + " 0");
                for (long step = 0; step < POINTS; step++) {
                    store.logBatch(run, Batch.of(new Metric("m", step, step, step)));
                    System.out.println(name + " 1");
                    Thread.sleep(5);
                }
            }
        }
    }
}
