package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.restore.Surroundings;
import org.provenote.provenance.worktree.CaptureLimits;
import org.provenote.provenance.worktree.LeftOut;
import org.provenote.provenance.worktree.WorkTreeChanges;
import org.provenote.testing.ProcessLocks;

/** A file that this process has locked, as SQLite does: whatever is looked at, the lock stays. */
class UnopenedFilesTest {
    private static final String MORE = "PAGES";
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    Path temp;

    private Git git;
    private Path database;
    private FileChannel open;

    @BeforeEach
    void lock() throws IOException {
        git = Git.repository(temp.resolve("repo"));
        database = git.write("runs.db", "pages").toRealPath();
        Files.setLastModifiedTime(database, LONG_AGO);
        open = locked(database);
    }

    @AfterEach
    void close() throws IOException {
        open.close();
    }

    private Optional<Boolean> dirty() {
        return GitFindings.at(git.folder, Duration.ofSeconds(20), Set.of(database))
                .state()
                .orElseThrow()
                .dirty();
    }

    private SavedState save() throws IOException {
        return NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree(
                        "id", "x", "{}".getBytes(UTF_8), "m", CaptureLimits.DEFAULT.without(Set.of(database)));
    }

    private List<LeftOut> leftOut() throws IOException {
        return save().changes().orElseThrow().leftOut();
    }

    /** Where SQLite has its own. */
    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.lock(0x4000_0002L, 510, false);
        return channel;
    }

    /** Not by another descriptor, which would be closed. */
    private void write() throws IOException {
        open.write(ByteBuffer.wrap(MORE.getBytes(UTF_8)), 0);
    }

    private static LeftOut inUse(String path) {
        return new LeftOut(path, MORE.length(), LeftOut.Reason.IN_USE);
    }

    private void assertStillLocked() throws IOException {
        assertThat(ProcessLocks.on(database)).containsExactly("WRITE 1073741826 1073742335");
    }

    private void commit() throws IOException {
        git.run("add", "-A");
        git.run("commit", "-qm", "with a database");
    }

    @Test
    void oneThatGitTracksIsCleanWhileSizeAndTimeAreThoseThatGitRecorded() throws IOException {
        commit();

        assertThat(dirty()).contains(false);
        assertThat(leftOut()).isEmpty();
        assertStillLocked();
    }

    @Test
    void oneThatGitTracksIsDirtOnceWrittenAndStaysAsCommittedInTheVersion() throws IOException {
        commit();
        write();

        assertThat(dirty()).contains(true);
        SavedState state = save();

        assertThat(state.changes().orElseThrow().leftOut()).containsExactly(inUse("runs.db"));
        assertThat(git.run("show", state.version().commitId() + ":runs.db")).isEqualTo("pages");
        assertStillLocked();
    }

    @Test
    void whetherOneWithAnotherTimeHasTheSameBytesIsNotLookedAt() throws IOException {
        commit();
        // The JDK would open the file for it.
        git.run("-c", "alias.touch=!touch", "touch", "runs.db");

        assertThat(dirty()).contains(true);
        assertThat(leftOut()).containsExactly(inUse("runs.db"));
        assertStillLocked();
    }

    @Test
    void oneWithAnotherModeIsNotReadEither() throws IOException {
        commit();
        assertThat(database.toFile().setExecutable(true)).isTrue();

        assertThat(dirty()).contains(true);
        assertThat(leftOut()).containsExactly(inUse("runs.db"));
        assertStillLocked();
    }

    @Test
    void oneThatGitDoesNotTrackIsPassedOver() throws IOException {
        git.write("data.csv", "1");

        SavedState state = save();

        assertThat(state.changes().orElseThrow().untracked()).containsExactly("data.csv");
        assertThat(state.changes().orElseThrow().complete()).isTrue();
        assertStillLocked();
    }

    @Test
    void underAnotherNameItIsTheSameFile() throws IOException {
        Files.createLink(git.folder.resolve("tracked.bin"), database);
        commit();
        write();
        Files.createLink(git.folder.resolve("untracked.bin"), database);

        assertThat(dirty()).contains(true);
        SavedState state = save();

        assertThat(state.changes().orElseThrow().leftOut())
                .containsExactlyInAnyOrder(inUse("runs.db"), inUse("tracked.bin"));
        assertThat(state.changes().orElseThrow().untracked()).isEmpty();
        assertStillLocked();
    }

    @Test
    void inASubmoduleItIsNotReadEither() throws IOException {
        commit();
        Git outer = Git.repository(temp.resolve("outer"));
        outer.run("-c", "protocol.file.allow=always", "submodule", "add", "-q", git.folder.toString(), "sub");
        outer.run("commit", "-qam", "submodule");
        open.close();
        git = outer;
        database = outer.folder.resolve("sub/runs.db").toRealPath();
        open = locked(database);
        write();

        assertThat(dirty()).contains(true);
        assertThat(leftOut()).containsExactly(new LeftOut("sub", 0, LeftOut.Reason.OTHER_REPOSITORY));
        assertStillLocked();
    }

    /** A cell may have it open by a SQLite library of its own. */
    @Test
    void aDatabaseOfAnybodysIsNotReadWhileItsLogIsThere() throws IOException {
        commit();
        write();
        git.write("runs.db-wal", "log");
        Files.createLink(git.folder.resolve("untracked.db-shm"), database);
        git.write("untracked.db", "pages");
        git.write("trip", "no database");
        git.write("trip-journal/day-1", "rain");

        Optional<GitState> state =
                GitFindings.at(git.folder, Duration.ofSeconds(20), Set.of()).state();
        WorkTreeChanges changes = NotebookVersions.beside(
                        git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                .saveWithWorkTree("id", "x", "{}".getBytes(UTF_8), "m", CaptureLimits.DEFAULT)
                .changes()
                .orElseThrow();

        assertThat(state.flatMap(GitState::dirty)).contains(true);
        assertThat(changes.leftOut())
                .extracting(LeftOut::path, LeftOut::reason)
                .containsExactlyInAnyOrder(
                        tuple("runs.db", LeftOut.Reason.IN_USE),
                        tuple("runs.db-wal", LeftOut.Reason.IN_USE),
                        tuple("untracked.db", LeftOut.Reason.IN_USE),
                        tuple("untracked.db-shm", LeftOut.Reason.IN_USE));
        assertThat(changes.untracked()).containsExactly("trip", "trip-journal/day-1");
        assertStillLocked();
    }

    @Test
    void theCommitIsToldWithoutALookAtAnyFile() throws IOException {
        commit();
        write();

        assertThat(GitState.commitOf(git.folder.resolve("src"))).contains(git.run("rev-parse", "HEAD"));
        assertThat(GitState.commitOf(temp)).isEmpty();
        assertStillLocked();
    }

    @Test
    void itIsNoDataToCopyForARunThatIsExecutedAgain() throws IOException {
        git.write("data.csv", "1");

        Surroundings copied =
                Surroundings.copy(git.folder, Files.createDirectory(temp.resolve("fresh")), 1_000, Set.of(database));

        assertThat(copied.copied()).containsExactlyInAnyOrder("data.csv", "src/Model.java");
        assertStillLocked();
    }
}
