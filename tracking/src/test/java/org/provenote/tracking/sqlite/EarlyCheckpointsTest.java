package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes from the log into the file before SQLite itself would bring it there, at 1,000 pages. */
@Timeout(60)
class EarlyCheckpointsTest {
    private static final int PAGE = 4096;
    private static final long MILLI = 1_000_000;

    @TempDir
    Path folder;

    /** As their writer's thread would, with a clock that is set by hand. */
    @Nested
    class AfterACommit {
        private Path file;
        private Session writer;
        private EarlyCheckpoints checkpoints;
        private long clock;

        @BeforeEach
        void open() throws Exception {
            file = folder.resolve("t.db");
            writer = OpenFile.connect(file);
            writer.first("PRAGMA journal_mode = WAL", row -> row.getString(1));
            writer.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)");
            checkpoints = new EarlyCheckpoints(file, OpenFile.identity(file), () -> clock);
        }

        @AfterEach
        void close() throws Exception {
            checkpoints.close();
            writer.close();
            assertThat(Path.of(file + "-wal")).doesNotExist();
        }

        @Test
        void aLoopHasItsLogBroughtIntoTheFile() throws Exception {
            commit(EarlyCheckpoints.WORTH_IT, 20);
            commit(1, 5);
            assertThat(pagesInTheFile()).isGreaterThan(EarlyCheckpoints.WORTH_IT);
        }

        @Test
        void commitsThatAreApartDoNotBringTheFileToTheDiskMoreOften() throws Exception {
            for (int i = 0; i < 3; i++) {
                commit(EarlyCheckpoints.WORTH_IT, 20);
            }
            assertThat(pagesInTheFile()).isZero();
        }

        @Test
        void aShortLogIsLeftAsItIs() throws Exception {
            commit(EarlyCheckpoints.WORTH_IT / 2, 20);
            commit(1, 5);
            assertThat(pagesInTheFile()).isZero();
        }

        /** Read by its name, the log would be taken for the other file's. */
        @Test
        void theLogOfAFileThatAnotherOneHasReplacedIsLeftToItsWriter() throws Exception {
            Path earlier = folder.resolve("earlier.db");
            Files.copy(file, folder.resolve("copy.db"));
            Files.move(file, earlier);
            Files.move(folder.resolve("copy.db"), file);
            commit(EarlyCheckpoints.WORTH_IT, 20);
            commit(1, 5);
            assertThat(pagesInTheFile()).isZero();
            Files.delete(file);
            Files.move(earlier, file);
        }

        @Test
        void aFileThatCannotBeOpenedFailsNoCommit() throws Exception {
            commit(EarlyCheckpoints.WORTH_IT, 20);
            EarlyCheckpoints ofNone =
                    new EarlyCheckpoints(folder.resolve("none/t.db"), OpenFile.identity(file), () -> clock);
            for (int i = 0; i < 3; i++) {
                clock += 5 * MILLI;
                ofNone.consider(writer);
            }
            ofNone.close();
            assertThat(folder.resolve("none")).doesNotExist();
        }

        private void commit(int pages, int millisAfterTheLast) throws SQLException {
            writer.update("INSERT INTO t (body) VALUES (zeroblob(?))", pages * PAGE);
            clock += millisAfterTheLast * MILLI;
            checkpoints.consider(writer);
        }

        private int pagesInTheFile() throws SQLException {
            checkpoints.close();
            return writer.first("PRAGMA wal_checkpoint(NOOP)", row -> row.getInt(3))
                    .orElseThrow();
        }
    }

    @Test
    void theWriterOfAnOpenFileHasThem() throws Exception {
        Path file = folder.resolve("t.db");
        OpenFile open = OpenFile.at(file);
        // So that nothing else brings the log over.
        open.write(session -> session.first("PRAGMA wal_autocheckpoint = 0", row -> row.getInt(1)));
        open.write(session -> session.update("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)"));
        open.write(session -> session.update("INSERT INTO t (body) VALUES (zeroblob(?))", 500 * PAGE));
        long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (Files.size(file) < 500L * PAGE && System.nanoTime() < giveUp) {
            open.write(session -> session.update("INSERT INTO t (body) VALUES (1)"));
        }
        assertThat(Files.size(file)).isGreaterThanOrEqualTo(500L * PAGE);
        open.close();

        assertThat(Path.of(file + "-wal")).doesNotExist();
        try (Session alone = OpenFile.connect(file)) {
            assertThat(alone.first("PRAGMA journal_mode", row -> row.getString(1)))
                    .isEqualTo(Optional.of("delete"));
        }
    }
}
