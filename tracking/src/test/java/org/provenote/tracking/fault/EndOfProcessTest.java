package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.testing.Java;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** However a program ends in the middle of a run, what it logged is there and its run is over. */
class EndOfProcessTest {
    private static final int POINTS = 100;

    @TempDir
    Path folder;

    private final List<Long> acknowledged = new ArrayList<>();
    private String run;

    @AfterEach
    void closeStores() {
        TrackingStores.closeAll();
    }

    /** As in Python, where {@code atexit} ends it. */
    @ParameterizedTest
    @ValueSource(strings = {"return", "exit", "throw", "out of memory"})
    void aProgramThatEndsByItselfLeavesItsRunFinished(String how) throws Exception {
        await(start(how));
        assertOver(RunStatus.FINISHED);
    }

    /** Else who copies or commits the file alone has a database without tables. */
    @ParameterizedTest
    @ValueSource(strings = {"return", "exit", "throw"})
    void aProgramThatEndsByItselfLeavesAllOfItInTheDatabase(String how) throws Exception {
        await(start(how));
        Path copy = Files.copy(folder.resolve("mlflow.db"), folder.resolve("copy.db"));
        assertThat(folder.resolve("mlflow.db-wal")).doesNotExist();
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(copy))) {
            assertThat(store.getMetricHistory(run, "m", POINTS + 1, null).items())
                    .hasSize(acknowledged.size());
        }
    }

    /** Whether or not its {@code main} has returned by then, and whatever it does when it is told. */
    @ParameterizedTest
    @ValueSource(strings = {"wait", "return to a thread", "exit when told"})
    void aProgramThatIsToldToEndLeavesItsRunKilled(String how) throws Exception {
        Process program = start(how);
        long asked = System.nanoTime();
        // SIGTERM
        program.destroy();
        await(program);
        Scale.figure("F2 SIGTERM: the process and its run ended after %.2f s", (System.nanoTime() - asked) / 1e9);
        assertOver(RunStatus.KILLED);
    }

    private void assertOver(RunStatus status) {
        Run left = left();
        assertThat(left.info().status()).isEqualTo(status);
        assertThat(left.info().endTime()).isNotNull();
        assertEverythingIsThere();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "halt", "die of no memory", "resume"})
    void ofAProgramThatIsGoneAtOnceTheNextOneEndsTheRunAsFailed(String how) throws Exception {
        Process program = start(how);
        program.destroyForcibly();
        await(program);
        assertThat(left().info().status()).isEqualTo(RunStatus.RUNNING);

        long started = System.nanoTime();
        MlflowClient next = new MlflowClient(uri());
        while (next.getRun(run).info().status() == RunStatus.RUNNING
                && System.nanoTime() - started < Duration.ofSeconds(60).toNanos()) {
            Thread.sleep(20);
        }
        Scale.figure("F2 kill -9 (%s): FAILED %.2f s after the next start", how, (System.nanoTime() - started) / 1e9);
        assertThat(next.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
        assertEverythingIsThere();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hook", "open in hook", "daemon", "cleaner"})
    void whatIsLoggedWhileTheJvmEndsIsKept(String how) throws Exception {
        await(start(how));
        TrackingStores.openBuffered(uri());
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!folder.resolve(".provenote/outbox").toFile().isDirectory()
                || folder.resolve(".provenote/outbox").toFile().list().length > 0 && System.nanoTime() < giveUp) {
            Thread.sleep(20);
        }
        assertEverythingIsThere();
        assertThat(left().info().status()).isNotEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aRunThatAShutdownHookEndsKeepsTheHooksWord() throws Exception {
        await(start("finish in hook"));
        assertThat(left().info().status()).isEqualTo(RunStatus.FINISHED);
    }

    private String uri() {
        return TrackingUris.of(folder.resolve("mlflow.db"));
    }

    /** Starts the program and returns once it has logged its points. */
    private Process start(String how) throws Exception {
        Process program = new ProcessBuilder(Java.command(
                        "-Xmx48m",
                        how.equals("die of no memory") ? "-XX:+ExitOnOutOfMemoryError" : "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        uri(),
                        how))
                .redirectError(folder.resolve("errors.txt").toFile())
                .redirectOutput(output().toFile())
                .start();
        while (program.isAlive() && said().size() < POINTS + 1) {
            Thread.sleep(10);
        }
        return program;
    }

    private void await(Process program) throws Exception {
        try {
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        run = said().get(0);
        said().stream()
                .skip(1)
                .filter(line -> line.matches("\\d+"))
                .map(Long::parseLong)
                .forEach(acknowledged::add);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(POINTS);
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    /** The program's lines, whole ones only. */
    private List<String> said() throws IOException {
        String text = Files.readString(output());
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The run as it is in the database, with nobody of ours looking. */
    private Run left() {
        try (TrackingStore store = new SqliteStoreProvider().open(uri())) {
            return store.getRun(run);
        }
    }

    private void assertEverythingIsThere() {
        try (TrackingStore store = new SqliteStoreProvider().open(uri())) {
            List<Long> steps = new MlflowClient(store)
                    .getMetricHistory(run, "m").stream().map(Metric::step).toList();
            Set<Long> known = new HashSet<>(steps);
            assertThat(steps).as("none is doubled").hasSameSizeAs(known);
            assertThat(acknowledged.stream().filter(step -> !known.contains(step)))
                    .as("acknowledged and lost")
                    .isEmpty();
        }
    }

    /** Logs, says so, and ends in the way that it is told. */
    static final class Program {
        private static long step;

        public static void main(String[] arguments) throws Exception {
            MlflowContext context = new MlflowContext(arguments[0]);
            ActiveRun run = context.startRun();
            System.out.println(run.getId());
            if (arguments[1].equals("resume")) {
                run.endRun();
                TrackingStores.closeAll();
                context = new MlflowContext(arguments[0]);
                run = context.resumeRun(run.getId());
            }
            log(run, POINTS);
            end(arguments[1], arguments[0], run);
        }

        private static synchronized void log(ActiveRun run, int points) {
            for (int i = 0; i < points; i++) {
                run.logMetric("m", step, step);
                System.out.println(step++);
            }
        }

        private static void end(String how, String uri, ActiveRun run) throws Exception {
            switch (how) {
                case "exit" -> System.exit(3);
                case "halt" -> Runtime.getRuntime().halt(3);
                case "throw" -> throw new IllegalStateException("of the user");
                case "wait", "resume" -> {
                    log(run, 1);
                    Thread.sleep(100_000);
                }
                case "out of memory", "die of no memory" -> {
                    List<long[]> all = new ArrayList<>();
                    while (all.size() < 1_000) {
                        all.add(new long[1 << 18]);
                    }
                }
                case "return to a thread" -> new Thread(() -> sleep(100_000)).start();
                case "exit when told" -> {
                    atExit(() -> new Thread(() -> System.exit(0)).start());
                    log(run, 1);
                    sleep(100_000);
                }
                case "hook" -> atExit(() -> log(run, 2_000));
                case "open in hook" ->
                    atExit(() -> {
                        TrackingStores.closeAll();
                        new MlflowClient(uri).logMetric(run.getId(), "m", step, 1, step);
                        System.out.println(step);
                    });
                case "finish in hook" -> atExit(run::endRun);
                case "daemon" -> daemon(() -> log(run, 20_000));
                case "cleaner" -> {
                    java.lang.ref.Cleaner.create().register(new Object(), () -> log(run, 200));
                    System.gc();
                    Thread.sleep(300);
                }
                default -> log(run, 1);
            }
        }

        private static void atExit(Runnable action) {
            Runtime.getRuntime().addShutdownHook(new Thread(action));
        }

        private static void sleep(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void daemon(Runnable action) throws InterruptedException {
            Thread thread = new Thread(action);
            thread.setDaemon(true);
            thread.start();
            Thread.sleep(100);
        }
    }
}
