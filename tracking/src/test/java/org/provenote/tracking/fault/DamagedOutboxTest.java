package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.testing.Java;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.outbox.Outboxes;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** The damaged outbox of a dead process: whoever starts next delivers every whole record of it, keeps the file and logs on. */
@Tag("integration")
class DamagedOutboxTest {
    private static final int RECORDS = 400;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static byte[] whole;
    private static byte[] database;
    private static String run;

    /** The file of a process that logged to a store which took nothing, and was killed. */
    @BeforeAll
    static void makeOutbox() throws Exception {
        Path outbox = shared.resolve("outbox");
        Path file = shared.resolve("mlflow.db");
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(file))) {
            run = store.createRun(new NewRun("0", "ada", null, 1, List.of()))
                    .info()
                    .runId();
        }
        database = Files.readAllBytes(file);
        Process process = new ProcessBuilder(Java.command(
                        "-cp", System.getProperty("java.class.path"), Program.class.getName(), outbox.toString(), run))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("logged");
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            whole = Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyWholeRecordIsDelivered(long seed) throws Exception {
        Path file = Files.write(folder.resolve("mlflow.db"), database);
        Path outbox = Files.createDirectory(folder.resolve("outbox"));
        Path dead = outbox.resolve("1-dead.outbox");
        byte[] damaged = damaged(seed);
        Files.write(dead, damaged);

        try (TrackingStore behind = new SqliteStoreProvider().openLater(TrackingUris.of(file));
                TrackingStore store = Outboxes.before(behind, outbox)) {
            store.logBatch(run, Batch.of(new Metric("own", 1, 1, 1)));
            long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (Files.exists(dead) && System.nanoTime() < giveUp) {
                Thread.sleep(5);
            }
            List<Long> delivered = store.getMetricHistory(run, "m", 25_000, null).items().stream()
                    .map(Metric::step)
                    .toList();
            assertThat(delivered).doesNotHaveDuplicates().containsAll(wholeRecords(damaged));
            assertThat(store.getRun(run).data().metric("own")).contains(1.0);
        }
        if (wholeRecords(damaged).size() < RECORDS && damaged.length == whole.length) {
            assertThat(outbox.resolve("1-dead.outbox.damaged")).hasBinaryContent(withoutPosition(outbox, damaged));
        }
    }

    /** Delivery notes in the header how far it came; nothing else of the file changes. */
    private static byte[] withoutPosition(Path outbox, byte[] damaged) throws IOException {
        byte[] expected = damaged.clone();
        byte[] kept = Files.readAllBytes(outbox.resolve("1-dead.outbox.damaged"));
        System.arraycopy(kept, 8, expected, 8, 8);
        return expected;
    }

    private static byte[] damaged(long seed) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        switch ((int) (seed % 4)) {
            case 0 -> Arrays.fill(bytes, 0, 16, (byte) 0);
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 2 -> {
                byte[] noise = new byte[random.nextInt(4_096)];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, 16 + random.nextInt(bytes.length - 16 - noise.length), noise.length);
            }
            default -> {
                for (int i = 0; i < 20; i++) {
                    bytes[16 + random.nextInt(bytes.length - 16)] ^= (byte) 0x55;
                }
            }
        }
        return bytes;
    }

    /** The steps whose records stand in the damaged file as they stood in the whole one. All records have one length. */
    private static List<Long> wholeRecords(byte[] damaged) {
        int length = (whole.length - 16) / RECORDS;
        return LongStream.range(0, RECORDS)
                .filter(step -> {
                    int from = 16 + (int) step * length;
                    return from + length <= damaged.length
                            && Arrays.equals(damaged, from, from + length, whole, from, from + length);
                })
                .boxed()
                .toList();
    }

    /** Logs to a store that cannot be written. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            Path noDatabase = Files.createDirectories(Path.of(arguments[0]).resolveSibling("folder.db"));
            TrackingStore store = Outboxes.before(
                    new SqliteStoreProvider().openLater(TrackingUris.of(noDatabase)), Path.of(arguments[0]));
            for (int step = 0; step < RECORDS; step++) {
                store.logBatch(arguments[1], Batch.of(new Metric("m", step, step, step)));
            }
            System.out.println("logged");
            Thread.sleep(60_000);
        }
    }
}
