package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.provenote.tracking.files.LockedFiles;
import org.provenote.tracking.sqlite.Database.Preparation;

/**
 * A database that SQLite calls damaged. It is set aside, never deleted, and what can be read of it goes into a new one in its
 * place; but only if it is one by its name or its first bytes, a second look confirms the damage, also after SQLite has brought back
 * what a dead writer left half done, and no other process has it open.
 */
final class DamagedFile {
    private static final System.Logger LOG = System.getLogger("provenote");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** Where SQLite's locks lie: every process that has a file with a write-ahead log open holds one of them. */
    private static final long LOCKS_FROM = 0x4000_0000L;

    private static final long LOCKS = 512;

    /** What a transaction has left beside the file that belongs to its content: pages to be brought in, or back. */
    private static final List<String> UNFINISHED = List.of("-wal", "-journal");

    private final Path file;
    private final Preparation preparation;

    /** @param preparation makes the tables of a new file */
    DamagedFile(Path file, Preparation preparation) {
        this.file = file;
        this.preparation = preparation;
    }

    /** Replaces the file, if it is damaged indeed and nobody else uses it; says whether a whole one is in place now. */
    boolean replace() throws IOException, SQLException {
        if (!isMeantAsDatabase(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Object identity = identity();
            // Held to the end: of two processes that find the damage at once, one replaces the file.
            FileLock lock = channel.tryLock(LOCKS_FROM, LOCKS, false);
            if (lock == null || !Objects.equals(identity, identity())) {
                return false;
            }
            Path copy = beside("copy");
            try {
                copy(channel, copy);
                if (isWhole(copy)) {
                    return false;
                }
                replaceBy(channel, copy);
                return true;
            } finally {
                delete(copy);
            }
        }
    }

    /** A file of another kind, named by mistake, stays where it is. */
    static boolean isMeantAsDatabase(Path file) {
        return file.getFileName().toString().endsWith(".db") || FileHeader.isThere(file);
    }

    private void replaceBy(FileChannel locked, Path copy) throws IOException, SQLException {
        Path fresh = beside("new");
        Path aside = beside(LocalDateTime.now().format(TIME));
        try {
            Files.deleteIfExists(fresh);
            copy(locked, copy);
            Salvage.Count saved = new Salvage(copy, fresh, preparation).run();
            for (String part : LockedFiles.ENDINGS) {
                if (Files.exists(with(file, part))) {
                    Files.move(with(file, part), with(aside, part));
                }
            }
            Files.move(fresh, file);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The tracking database " + file + " was damaged. It is kept as " + aside
                            + "; a new one in its place has what could be read: " + saved.runs() + " runs with "
                            + saved.metrics() + " points of metrics");
        } finally {
            delete(fresh);
        }
    }

    private static boolean isWhole(Path copy) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.toUri());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            return answer.next() && answer.getString(1).equals("ok");
        } catch (SQLException e) {
            return !Failures.isDamage(e);
        }
    }

    /** By the channel that has the lock, for to close another one would drop it. */
    private void copy(FileChannel locked, Path copy) throws IOException {
        delete(copy);
        Files.copy(Channels.newInputStream(locked.position(0)), copy);
        for (String part : UNFINISHED) {
            if (Files.exists(with(file, part))) {
                Files.copy(with(file, part), with(copy, part));
            }
        }
    }

    private static void delete(Path database) throws IOException {
        for (String part : LockedFiles.ENDINGS) {
            Files.deleteIfExists(with(database, part));
        }
    }

    private Object identity() throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key;
    }

    private Path beside(String word) {
        return with(file, ".corrupt-" + word);
    }

    private static Path with(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
