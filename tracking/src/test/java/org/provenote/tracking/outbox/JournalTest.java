package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.RunUpdate;

/** The file of an outbox, whole and damaged. */
class JournalTest {
    private static final int RECORDS = 2_000;

    @TempDir
    Path folder;

    @Test
    void everyKindOfRecordComesBackAsItWas() throws IOException {
        List<Entry> entries = List.of(
                new Entry.Opened("r"),
                new Entry.Logged(
                        "r",
                        new Batch(
                                List.of(new Metric("ü", Double.NaN, 1, -1)),
                                List.of(new Param("p", "x".repeat(6_000))),
                                List.of(new RunTag("t", "")))),
                new Entry.Updated("r", new RunUpdate(RunStatus.FAILED, 5L, "name")),
                new Entry.Updated("r", new RunUpdate(null, null, null)));
        try (Journal journal = Journal.create(folder.resolve("a.outbox"))) {
            for (Entry entry : entries) {
                journal.append(entry);
            }
            assertThat(journal.next(100).entries()).isEqualTo(entries);
        }
    }

    @Test
    void aRecordLargerThanWhatIsReadAtOnceIsRead() throws IOException {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            metrics.add(new Metric("k".repeat(250) + i, i, i, i));
        }
        Entry large =
                new Entry.Logged("r", new Batch(metrics, List.of(), List.of(new RunTag("t", "y".repeat(300_000)))));
        try (Journal journal = Journal.create(folder.resolve("a.outbox"))) {
            journal.append(large);
            journal.append(new Entry.Opened("x"));
            assertThat(journal.next(1).entries()).containsExactly(large);
        }
    }

    @Test
    void recordsBehindOneOfMegabytesAreReadToTheLast() throws IOException {
        Entry large = tagged(3 << 20);
        Entry next = tagged(99_999);
        Path file = folder.resolve("a.outbox");
        try (Journal journal = Journal.create(file)) {
            journal.append(large);
            for (int i = 0; i < 200; i++) {
                journal.append(next);
            }
            List<Entry> read = new ArrayList<>();
            for (Journal.Chunk chunk = journal.next(10_000); !chunk.entries().isEmpty(); chunk = journal.next(10_000)) {
                read.addAll(chunk.entries());
                journal.markDelivered(chunk.next());
            }
            assertThat(read).hasSize(201).startsWith(large).endsWith(next);
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Systems write page by page, and look in between whether the process has been killed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 6, 8, 11, 12, 20})
    void aRecordThatWasBeingWrittenAsItsProcessWasKilledIsNoDamage(int bytes) throws IOException {
        int page = 4_096;
        Path file = folder.resolve("a.outbox");
        try (Journal killed = Journal.create(file)) {
            killed.append(new Entry.Opened("r"));
            long before = killed.size();
            killed.append(tagged(0));
            killed.append(tagged((int) (page - bytes - killed.size() - (killed.size() - before))));
            assertThat(killed.size()).isEqualTo(page - bytes);
            killed.append(tagged(1));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(page);
        }
        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, written);

        try (Journal next = Journal.adopt(file).orElseThrow()) {
            assertThat(next.size()).isEqualTo(page - bytes);
            assertThat(next.lastWritten()).isEqualTo(written.toMillis());
            assertThat(next.next(10).entries()).hasSize(3);
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
            next.append(new Entry.Updated("r", RunUpdate.ended(RunStatus.FAILED, 1)));
            next.markDelivered(next.size());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedLengthHidesNothingBehindItInAFileOfWholePages() throws IOException {
        Path file = folder.resolve("a.outbox");
        long damaged;
        try (Journal dead = Journal.create(file)) {
            dead.append(new Entry.Opened("r"));
            damaged = dead.size();
            dead.append(tagged(0));
            dead.append(tagged((int) (4_096 - dead.size() - (dead.size() - damaged))));
            assertThat(dead.size()).isEqualTo(4_096);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Integer.BYTES).putInt(1 << 20).flip(), damaged + Integer.BYTES);
        }
        try (Journal next = Journal.adopt(file).orElseThrow()) {
            assertThat(next.next(10).entries()).hasSize(2);
            next.append(new Entry.Updated("r", RunUpdate.ended(RunStatus.FAILED, 1)));
            next.markDelivered(next.size());
        }
        assertThat(folder.resolve("a.outbox.damaged")).exists();
    }

    private static Entry tagged(int length) {
        return new Entry.Logged("r", new Batch(List.of(), List.of(), List.of(new RunTag("t", "x".repeat(length)))));
    }

    @Test
    void theNextFileKnowsTheOpenRunsAndWhatIsNotDelivered() throws IOException {
        Path file = folder.resolve("a.outbox");
        Path next = folder.resolve("b.outbox");
        Journal journal = Journal.create(file);
        journal.append(new Entry.Opened("open"));
        journal.append(new Entry.Opened("ended"));
        journal.append(new Entry.Updated("ended", RunUpdate.ended(RunStatus.FINISHED, 1)));
        journal.append(new Entry.Updated("ended before", new RunUpdate(RunStatus.RUNNING, null, null)));
        journal.markDelivered(journal.next(10).next());
        Entry left = new Entry.Logged("open", Batch.of(new Metric("m", 1, 1, 1)));
        journal.append(left);
        try (Journal second = Journal.create(next)) {
            journal.moveTo(second);
            assertThat(file).doesNotExist();
            Files.copy(next, folder.resolve("copy.outbox"));
        }
        try (Journal copy = Journal.adopt(folder.resolve("copy.outbox")).orElseThrow()) {
            assertThat(copy.openRuns()).containsExactly("open", "ended before");
            assertThat(copy.next(10).entries()).containsExactly(left);
        }
    }

    @Test
    void aFileThatSomebodyCutsOffIsReadAsFarAsItGoes() throws IOException {
        Path file = folder.resolve("a.outbox");
        try (Journal journal = Journal.create(file)) {
            journal.append(new Entry.Opened("first"));
            long kept = Files.size(file);
            journal.append(new Entry.Opened("second"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(kept);
            }
            List<String> read = new ArrayList<>();
            while (journal.pending() > 0) {
                Journal.Chunk chunk = journal.next(10);
                chunk.entries().forEach(entry -> read.add(entry.runId()));
                journal.markDelivered(chunk.next());
            }
            assertThat(read).containsExactly("first");
        }
    }

    @Test
    void aFileThatSomebodyCutsOffInTheMidstOfARecordIsReadAsFarAsItGoes() throws IOException {
        Path file = folder.resolve("a.outbox");
        try (Journal journal = Journal.create(file)) {
            journal.append(tagged(10));
            journal.append(tagged(10_000));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4_096);
            }
            List<Entry> read = new ArrayList<>();
            while (journal.pending() > 0) {
                Journal.Chunk chunk = journal.next(10);
                read.addAll(chunk.entries());
                journal.markDelivered(chunk.next());
            }
            assertThat(read).containsExactly(tagged(10));
        }
    }

    @Test
    void anInterruptedThreadCreatesAndAppendsAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (Journal journal = Journal.create(folder.resolve("a.outbox"))) {
            journal.append(new Entry.Opened("r"));
            journal.force();
            assertThat(journal.next(1).entries()).containsExactly(new Entry.Opened("r"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aPositionThatIsInTheMiddleOfARecordIsNotBelieved() throws IOException {
        Path file = folder.resolve("a.outbox");
        Path torn = folder.resolve("torn.outbox");
        Entry first = new Entry.Opened("first");
        Entry second = new Entry.Opened("second");
        try (Journal journal = Journal.create(file)) {
            journal.append(first);
            journal.append(second);
            Files.copy(file, torn);
        }
        try (FileChannel channel = FileChannel.open(torn, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(40).flip(), Long.BYTES);
        }
        try (Journal journal = Journal.adopt(torn).orElseThrow()) {
            assertThat(journal.next(10).entries()).containsExactly(first, second);
        }
    }

    @Test
    void aFileInUseIsNotTakenOver() throws IOException {
        Path file = folder.resolve("a.outbox");
        try (Journal journal = Journal.create(file)) {
            assertThat(Journal.adopt(file)).isEmpty();
            assertThat(journal.openRuns()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"header zeroed", "pages overwritten", "truncated", "emptied"})
    void everyIntactRecordOfADamagedFileIsRead(String damage) throws IOException {
        for (int round = 0; round < 25; round++) {
            Path file = folder.resolve(damage.replace(' ', '-') + round + ".outbox");
            write(file);
            Set<Long> intact = damage(file, damage, new Random(round));
            try (Journal journal = Journal.adopt(file).orElseThrow()) {
                assertThat(stepsIn(journal)).containsAll(intact);
            }
        }
    }

    private void write(Path file) throws IOException {
        Path original = folder.resolve("original.outbox");
        try (Journal journal = Journal.create(original)) {
            for (long step = 0; step < RECORDS; step++) {
                journal.append(new Entry.Logged("r", Batch.of(new Metric("m", step, step, step))));
            }
            Files.copy(original, file);
        }
        Files.deleteIfExists(original);
    }

    /** Damages a file and returns the steps whose records are untouched. */
    private static Set<Long> damage(Path file, String kind, Random random) throws IOException {
        long size = Files.size(file);
        long record = (size - 16) / RECORDS;
        long from = kind.equals("header zeroed") ? 0 : 16 + random.nextInt((int) size - 5_000);
        long to = kind.equals("header zeroed") ? 16 : from + 4_096;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            switch (kind) {
                case "emptied" -> channel.truncate(0);
                case "truncated" -> channel.truncate(from);
                default -> {
                    byte[] noise = new byte[(int) (to - from)];
                    if (from > 0) {
                        random.nextBytes(noise);
                    }
                    channel.write(ByteBuffer.wrap(noise), from);
                }
            }
        }
        Set<Long> intact = new TreeSet<>();
        for (long step = 0; step < RECORDS; step++) {
            long start = 16 + step * record;
            boolean before = start + record <= from;
            boolean after = start >= to;
            boolean kept = switch (kind) {
                case "emptied" -> false;
                case "truncated" -> before;
                default -> before || after;
            };
            if (kept) {
                intact.add(step);
            }
        }
        return intact;
    }

    private static Set<Long> stepsIn(Journal journal) throws IOException {
        Set<Long> steps = new TreeSet<>();
        while (journal.pending() > 0) {
            Journal.Chunk chunk = journal.next(1_000);
            for (Entry entry : chunk.entries()) {
                steps.add(((Entry.Logged) entry).batch().metrics().get(0).step());
            }
            journal.markDelivered(chunk.next());
        }
        return steps;
    }
}
