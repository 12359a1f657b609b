package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** One file, many threads, many processes. */
class SharedFileTest {
    @TempDir
    Path folder;

    private String uri() {
        return TrackingUris.of(folder.resolve("mlflow.db"));
    }

    @Test
    void manyThreadsLogAndReadAtOnceAndNoPointIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (SqliteStore store = SqliteStore.open(uri())) {
            String run = newRun(store);
            List<Callable<Object>> work = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                long first = thread * 100L;
                work.add(() -> {
                    for (long step = first; step < first + 100; step++) {
                        store.logBatch(run, Batch.of(new Metric("m", step, 1, step)));
                    }
                    return store.searchRuns(RunSearch.in(List.of("0")));
                });
            }
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
            assertThat(store.getMetricHistory(run, "m", 2_000, null).items()).hasSize(1_600);
            assertThat(store.getRun(run).data().metric("m")).contains(1_599.0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyProcessesThatOpenAnEmptyFolderAtOnceMakeOneSchema() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            processes.add(start(i));
        }
        for (int i = 0; i < processes.size(); i++) {
            boolean ended = processes.get(i).waitFor(120, TimeUnit.SECONDS);
            assertThat(ended).isTrue();
            assertThat(processes.get(i).exitValue())
                    .as(Files.readString(output(i)))
                    .isZero();
        }
        try (SqliteStore store = SqliteStore.open(uri())) {
            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items()).hasSize(16);
        }
    }

    private Process start(int number) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Newcomer.class.getName(),
                        uri())
                .redirectErrorStream(true)
                .redirectOutput(output(number).toFile())
                .start();
    }

    private Path output(int number) {
        return folder.resolve("output" + number + ".txt");
    }

    /** A process that opens the store and logs one run. */
    static final class Newcomer {
        public static void main(String[] arguments) {
            try (SqliteStore store = SqliteStore.open(arguments[0])) {
                newRun(store);
            }
        }
    }

    @Test
    void theRevisionChangesWithEveryWriteOfAnybodyAndOnlyThen() {
        try (SqliteStore ours = SqliteStore.open(uri());
                SqliteStore theirs = SqliteStore.open(uri())) {
            String run = newRun(ours);
            long before = ours.revision().orElseThrow();
            assertThat(ours.revision()).contains(before);
            ours.getRun(run);
            assertThat(ours.revision()).contains(before);
            ours.logBatch(run, Batch.of(new Metric("m", 1, 1, 1)));
            long afterOurs = ours.revision().orElseThrow();
            assertThat(afterOurs).isNotEqualTo(before);
            theirs.logBatch(run, Batch.of(new Metric("m", 2, 2, 2)));
            assertThat(ours.revision().orElseThrow()).isNotEqualTo(afterOurs);
        }
    }

    @Test
    void manyRunsAreReadWithAllThatWasLoggedToEach() {
        try (SqliteStore store = SqliteStore.open(uri())) {
            List<String> runs =
                    IntStream.range(0, 600).mapToObj(i -> newRun(store)).toList();
            runs.forEach(run -> store.logBatch(run, Batch.of(new Metric("m", runs.indexOf(run), 1, 1))));
            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items())
                    .hasSize(600)
                    .allSatisfy(run -> assertThat(run.data().metric("m"))
                            .contains((double) runs.indexOf(run.info().runId())));
        }
    }

    private static String newRun(TrackingStore store) {
        return store.createRun(new NewRun("0", "tester", null, System.currentTimeMillis(), List.of()))
                .info()
                .runId();
    }
}
