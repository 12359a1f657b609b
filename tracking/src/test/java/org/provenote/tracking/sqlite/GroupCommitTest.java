package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.sqlite.Database.Work;

/** Writes that commit together. */
class GroupCommitTest {
    private static final String INSERT = "INSERT INTO t (id, body) VALUES (?, zeroblob(?))";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Database database;

    @BeforeEach
    void open() {
        database = new Database(folder.resolve("t.db"), opened -> Optional.empty());
        database.write(session ->
                session.update("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB, CHECK (length(body) < 10000000))"));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void aWriteThatIsRefusedTakesNothingOfTheOthers() throws Exception {
        List<Future<Integer>> group = together(List.of(
                insert(1, 10),
                session -> {
                    session.update(INSERT, 2, 10);
                    throw MlflowException.invalid("refused");
                },
                insert(3, 10),
                insert(1, 10),
                insert(4, 10)));
        assertThat(ids()).containsExactly(1L, 3L, 4L);
        assertThat(group.get(0).get()).isEqualTo(1);
        assertThatThrownBy(group.get(1)::get).hasRootCauseMessage("refused");
        assertThatThrownBy(group.get(3)::get).hasStackTraceContaining("UNIQUE");
        assertThat(group.get(4).get()).isEqualTo(1);
    }

    @Test
    void aFullDiskIsToldAsThatAndTheNextWritesGoOn() throws Exception {
        fillDisk();
        List<Future<Integer>> group =
                together(List.of(insert(1, 10), insert(2, 1_000_000), insert(3, 10), insert(4, 10)));
        for (Future<Integer> each : group) {
            assertThatThrownBy(each::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(StorageException.class)
                    .hasMessageContaining("the disk is full");
        }
        for (int id = 5; id < 10; id++) {
            assertThat(database.write(insert(id, 1_000_000))).isEqualTo(1);
        }
        assertThat(ids()).containsExactly(5L, 6L, 7L, 8L, 9L);
    }

    /** More than one group: those behind it were not run, and have room on new connections. */
    @Test
    void whatWaitsBehindAGroupThatFailsIsWrittenAfterIt() throws Exception {
        fillDisk();
        List<Work<Integer>> writes = new ArrayList<>(List.of(insert(0, 1_000_000)));
        for (int id = 1; id < 250; id++) {
            writes.add(insert(id, 10));
        }
        List<Future<Integer>> all = together(writes);
        int refused = 0;
        for (Future<Integer> each : all) {
            try {
                assertThat(each.get()).isEqualTo(1);
            } catch (ExecutionException e) {
                assertThat(e).hasMessageContaining("the disk is full");
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 100);
        assertThat(ids()).hasSize(250 - refused);
    }

    /** As a lack of memory does, at any place. */
    @Test
    void anErrorOfTheJvmThatLeavesConnectionsUnusableIsOverWithTheNextCall() {
        for (int i = 0; i < 3; i++) {
            int id = i;
            assertThatThrownBy(() -> database.write(session -> {
                        session.update(INSERT, id, 10);
                        session.close();
                        throw new OutOfMemoryError("of a test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> database.read(session -> {
                        session.close();
                        throw new StackOverflowError("of a test");
                    }))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(database.write(insert(id, 10))).isEqualTo(1);
            assertThat(ids()).hasSize(id + 1);
        }
    }

    /** sqlite-jdbc closes a statement that fails. */
    @Test
    void aStatementThatFailedOnceIsOfUseAgain() {
        String search = "SELECT 1 FROM t WHERE 'x' LIKE ? AND id >= 0";
        database.write(insert(1, 1));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> database.read(session -> session.query(search, row -> true, "%".repeat(60_000))))
                    .isInstanceOf(MlflowException.class);
            List<Boolean> found = database.read(session -> session.query(search, row -> true, "x"));
            assertThat(found).hasSize(1);
        }
    }

    /** As good as full, until the file is opened anew: room for ten more pages, on this connection only. */
    private void fillDisk() {
        database.write(session -> {
            long pages =
                    session.first("PRAGMA page_count", row -> row.getLong(1)).orElseThrow();
            return session.first("PRAGMA max_page_count = " + (pages + 10), row -> true);
        });
    }

    private static Work<Integer> insert(int id, int bytes) {
        return session -> session.update(INSERT, id, bytes);
    }

    private List<Long> ids() {
        return database.read(session -> session.query("SELECT id FROM t ORDER BY id", row -> row.getLong(1)));
    }

    /** Has the writes wait behind one that takes its time. */
    private List<Future<Integer>> together(List<Work<Integer>> writes) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> database.write(session -> {
            begun.countDown();
            awaitQuietly(end);
            return null;
        }));
        begun.await();
        List<Future<Integer>> group = new ArrayList<>();
        for (Work<Integer> write : writes) {
            FutureTask<Integer> task = new FutureTask<>(() -> database.write(write));
            Thread thread = new Thread(task);
            thread.start();
            while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
                // The next comes behind it.
                Thread.sleep(1);
            }
            group.add(task);
        }
        end.countDown();
        first.get();
        for (Future<Integer> each : group) {
            try {
                each.get();
            } catch (ExecutionException seenByTheTest) {
                // It asks again.
            }
        }
        return group;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
