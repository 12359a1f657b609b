package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes from the log into the file before SQLite itself would bring it there, at 1,000 pages. */
@Timeout(60)
class EarlyCheckpointsTest {
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private Path file;
    private OpenFile open;
    private Session other;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("t.db");
        open = OpenFile.at(file);
        other = OpenFile.connect(file);
        write("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)");
    }

    @AfterEach
    void close() throws Exception {
        other.close();
        open.close();
    }

    @Test
    void aLogThatHasGrownComesIntoTheFileWhileItsWriterGoesOn() throws Exception {
        addPages(500);
        Thread.sleep(20);
        write("INSERT INTO t (body) VALUES (1)");
        while (inTheFile() < 500) {
            Thread.sleep(5);
        }
        assertThat(Files.size(file)).isGreaterThan(500L * PAGE);
    }

    @Test
    void aLogThatIsShortStaysSoThatFewCommitsDoNotBringTheFileToTheDiskEachTime() throws Exception {
        addPages(EarlyCheckpoints.WORTH_IT / 2);
        EarlyCheckpoints checkpoints = new EarlyCheckpoints(file);
        Thread.sleep(20);
        checkpoints.consider();
        checkpoints.close();
        assertThat(inTheFile()).isZero();

        addPages(EarlyCheckpoints.WORTH_IT);
        Thread.sleep(20);
        checkpoints.consider();
        checkpoints.close();
        assertThat(inTheFile()).isGreaterThan(EarlyCheckpoints.WORTH_IT);
    }

    @Test
    void nothingOfItHasTheFileOpenAfterItsEnd() throws Exception {
        addPages(500);
        Thread.sleep(20);
        write("INSERT INTO t (body) VALUES (1)");
        other.close();
        open.close();
        assertThat(Path.of(file + "-wal")).doesNotExist();
        try (Session alone = OpenFile.connect(file)) {
            assertThat(alone.first("PRAGMA journal_mode", row -> row.getString(1)))
                    .contains("delete");
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsLeftToTheWriter() throws Exception {
        EarlyCheckpoints checkpoints = new EarlyCheckpoints(folder.resolve("none/t.db"));
        Thread.sleep(20);
        checkpoints.consider();
        checkpoints.close();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private void write(String sql) throws SQLException {
        open.write(session -> session.update(sql));
    }

    private void addPages(int pages) throws SQLException {
        open.write(session -> session.update("INSERT INTO t (body) VALUES (zeroblob(?))", pages * PAGE));
    }

    private int inTheFile() throws SQLException {
        return other.first("PRAGMA wal_checkpoint(NOOP)", row -> row.getInt(3)).orElseThrow();
    }
}
