package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedReadTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 1_050).boxed().toList();

    /** With one processor nobody helps. */
    private static final int HELPERS = Math.min(1, Runtime.getRuntime().availableProcessors() - 1);

    @TempDir
    Path folder;

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final CountDownLatch everyone = new CountDownLatch(1 + HELPERS);
    private Database database;

    @BeforeEach
    void open() {
        database = new Database(folder.resolve("t.db"), opened -> Optional.empty());
        database.change(session -> session.execute("CREATE TABLE t (n INTEGER)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void longListsAreReadByOthersTooAndKeepTheirOrder() {
        List<Integer> read = database.readShared(shared -> shared.all(ITEMS, (session, items) -> {
            awaitEveryone(session);
            return items;
        }));
        assertThat(read).isEqualTo(ITEMS);
        assertThat(sessions).hasSizeGreaterThan(HELPERS);
    }

    @Test
    void nobodyHelpsWhoWouldSeeTheFileAsItIsNow() {
        List<Long> read = database.readShared(shared -> {
            assertThat(rows(shared.session())).isZero();
            database.change(session -> session.update("INSERT INTO t VALUES (1)"));
            return shared.all(ITEMS, (session, items) -> {
                sleep();
                return List.of(rows(session));
            });
        });
        assertThat(read).containsOnly(0L);
        assertThat(database.<Long>read(SharedReadTest::rows)).isOne();
    }

    @Test
    void whatAHelperCannotReadTheSessionReads() {
        List<Integer> read = database.readShared(shared -> shared.all(ITEMS, (session, items) -> {
            awaitEveryone(session);
            if (session != shared.session()) {
                throw new SQLException("the disk of the helper");
            }
            return items;
        }));
        assertThat(read).isEqualTo(ITEMS);
    }

    /** As by the parallel stream of a notebook. */
    @Test
    void nobodyIsAskedToHelpWhereThePoolHasEnoughToDo() {
        ForkJoinPool pool = ForkJoinPool.commonPool();
        CountDownLatch over = new CountDownLatch(1);
        try {
            int workers = ForkJoinPool.getCommonPoolParallelism();
            CountDownLatch busy = new CountDownLatch(workers);
            for (int i = 0; i < workers; i++) {
                pool.execute(() -> {
                    busy.countDown();
                    await(over);
                });
            }
            await(busy);
            pool.execute(() -> await(over));
            int waiting = pool.getQueuedSubmissionCount();
            assertThat(database.<List<Integer>>readShared(shared -> shared.all(ITEMS, (session, items) -> items)))
                    .isEqualTo(ITEMS);
            assertThat(pool.getQueuedSubmissionCount()).isEqualTo(waiting);
        } finally {
            over.countDown();
        }
    }

    /** Until each of them has taken a part. */
    private void awaitEveryone(Session session) {
        if (sessions.add(session)) {
            everyone.countDown();
        }
        await(everyone);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long rows(Session session) throws SQLException {
        return session.first("SELECT count(*) FROM t", row -> row.getLong(1)).orElseThrow();
    }
}
