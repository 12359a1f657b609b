package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** Sixteen processes that start their first run in one empty folder at the same moment: one schema, and every run. */
class NewcomersTest {
    private static final int PROCESSES = 16;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void allStartAtOnceInOneEmptyFolder() throws Exception {
        int rounds = Scale.of(3, 50);
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start());
        }
        for (int round = 0; round < rounds; round++) {
            Path empty = Files.createDirectory(folder.resolve("round" + round));
            String uri = TrackingUris.of(empty.resolve("mlflow.db"));
            for (Process process : processes) {
                tell(process, uri);
            }
            for (Process process : processes) {
                assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
                        .as(Files.readString(errors()))
                        .isEqualTo("done");
            }
            deliverTheRest(uri, empty.resolve(".provenote/outbox"));
            try (TrackingStore store = new SqliteStoreProvider().open(uri);
                    Connection database = DriverManager.getConnection("jdbc:sqlite:" + empty.resolve("mlflow.db"))) {
                List<Run> runs = store.searchRuns(RunSearch.in(List.of("0"))).items();
                assertThat(runs).hasSize(PROCESSES).allSatisfy(run -> {
                    assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
                    assertThat(run.data().metric("m")).contains(1.0);
                });
                assertThat(database.createStatement()
                                .executeQuery("SELECT count(*) FROM alembic_version")
                                .getInt(1))
                        .isEqualTo(1);
            }
        }
        assertThat(Files.readString(errors())).isEmpty();
        Scale.figure("F7 %d processes, %d rounds: no error, one schema each", PROCESSES, rounds);
    }

    /** A process that had to wait for the others for longer than its end may take has left that to who comes next. */
    private static void deliverTheRest(String uri, Path outbox) throws Exception {
        assertThat(outbox.toFile().list()).as("left at the end").hasSizeLessThan(PROCESSES);
        if (!Outbox.isEmpty(outbox)) {
            TrackingStore behind = new SqliteStoreProvider().open(uri);
            TrackingStore next = Outboxes.before(behind, outbox);
            Outbox.awaitEmpty(outbox);
            next.close();
            behind.close();
        }
    }

    private Path errors() {
        return folder.resolve("errors.txt");
    }

    private static void tell(Process process, String uri) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(uri + "\n");
        input.flush();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Java.command("-Xmx64m", "-cp", System.getProperty("java.class.path"), Newcomer.class.getName()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
                .start();
    }

    /** Starts and ends a run in each place that it is told of. */
    static final class Newcomer {
        public static void main(String[] arguments) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String uri = in.readLine(); uri != null; uri = in.readLine()) {
                try (ActiveRun run = new MlflowContext(uri).startRun()) {
                    run.logMetric("m", 1);
                }
                TrackingStores.closeAll();
                System.out.println("done");
            }
        }
    }
}
