package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.ProcessLocks;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingUris;

class DamagedFileTest {
    @TempDir
    Path folder;

    /** Two processes that find the damage at once must not both replace the file. */
    @Test
    void itIsLockedUntilAWholeOneIsInItsPlace() throws Exception {
        byte[] damage = new byte[8192];
        Arrays.fill(damage, (byte) 'x');
        Path file = Files.write(folder.resolve("mlflow.db"), damage);
        List<String> locks = new ArrayList<>();

        boolean replaced = new DamagedFile(file, fresh -> {
                    locks.addAll(locksOn(file));
                    return Schema.ensure(fresh, ArtifactRoot.beside(file));
                })
                .replace();

        assertThat(replaced).isTrue();
        assertThat(locks).containsExactly("WRITE 1073741824 1073742335");
    }

    @Test
    void whatAWriterLeftHalfDoneIsBroughtBackBySqliteAndNotSetAside() throws Exception {
        Path file = folder.resolve("mlflow.db");
        interruptedTransaction(file);
        byte[] journal = Files.readAllBytes(Path.of(file + "-journal"));
        assertThat(quickCheckWithoutJournal(file)).isNotEqualTo("ok");

        assertThat(new DamagedFile(file, fresh -> Schema.ensure(fresh, ArtifactRoot.beside(file))).replace())
                .isFalse();

        assertThat(Path.of(file + "-journal")).hasBinaryContent(journal);
        assertThat(answer(file, "PRAGMA quick_check(1)")).isEqualTo("ok");
        assertThat(answer(file, "SELECT count(*) FROM t WHERE x = 'before'")).isEqualTo("500");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.contains("corrupt"));
        }
    }

    @Test
    void aRunThatADamagedIndexHidesIsListed() throws Exception {
        Path file = folder.resolve("mlflow.db");
        List<String> ids = new ArrayList<>();
        try (SqliteStore store = SqliteStore.open(TrackingUris.of(file))) {
            for (int i = 0; i < 3; i++) {
                Run run = store.createRun(new NewRun("0", "me", "run " + i, i, List.of()));
                ids.add(run.info().runId());
                store.logBatch(run.info().runId(), Batch.of(new Metric("m", i, 1, 1)));
            }
        }
        changeLastDigit(ids.get(1), file, "sqlite_autoindex_runs_1");

        try (SqliteStore store = SqliteStore.open(TrackingUris.of(file))) {
            assertThat(store.searchRuns(RunSearch.in(List.of("0"))).items())
                    .extracting(run ->
                            run.info().runId() + " " + run.data().metrics().size())
                    .containsExactly(ids.get(2) + " 1", ids.get(1) + " 1", ids.get(0) + " 1");
        }
    }

    /** Of an index of one page. */
    private static void changeLastDigit(String id, Path file, String index) throws Exception {
        int pageSize = Integer.parseInt(answer(file, "PRAGMA page_size"));
        String root = answer(file, "SELECT rootpage FROM sqlite_master WHERE name = '" + index + "'");
        byte[] bytes = Files.readAllBytes(file);
        int page = (Integer.parseInt(root) - 1) * pageSize;
        int at = page + new String(bytes, page, pageSize, StandardCharsets.ISO_8859_1).indexOf(id);
        bytes[at + id.length() - 1] ^= 1;
        Files.write(file, bytes);
    }

    /** As a power cut leaves it in the midst of a transaction, a page that is in the journal written in half. */
    private static void interruptedTransaction(Path file) throws Exception {
        Path written = file.resolveSibling("written.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + written);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA cache_size = 5");
            statement.execute("CREATE TABLE t (x, filled)");
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                    + " INSERT INTO t SELECT 'before', hex(zeroblob(500)) FROM n");
            connection.setAutoCommit(false);
            statement.execute("UPDATE t SET x = 'after'");
            Files.copy(written, file);
            Files.copy(Path.of(written + "-journal"), Path.of(file + "-journal"));
            connection.rollback();
        }
        ByteBuffer journal = ByteBuffer.wrap(Files.readAllBytes(Path.of(file + "-journal")));
        int sector = journal.getInt(20);
        int page = journal.getInt(sector);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(2_048), (page - 1) * 4_096L);
        }
    }

    private static String quickCheckWithoutJournal(Path file) throws Exception {
        Path alone = Files.copy(file, file.resolveSibling("alone.db"));
        return answer(alone, "PRAGMA quick_check(1)");
    }

    private static String answer(Path file, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.getString(1);
        }
    }

    private static List<String> locksOn(Path file) {
        try {
            return ProcessLocks.on(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
