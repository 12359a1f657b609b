package org.provenote.tracking.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.testing.Rights;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** What dead processes left, found by the next one. */
class OrphansTest {
    @TempDir
    Path folder;

    private Path outbox;
    private TrackingStore behind;

    @BeforeEach
    void open() throws IOException {
        outbox = Files.createDirectories(folder.resolve("outbox"));
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
    }

    @AfterEach
    void close() {
        behind.close();
    }

    @Test
    void itsRunIsOverSinceItsLastRecord() throws Exception {
        String run = newRun(1_000);
        leave("dead", new Entry.Opened(run), point(run));
        Files.setLastModifiedTime(outbox.resolve("dead.outbox"), FileTime.fromMillis(5_000_000));
        settle();
        RunInfo info = behind.getRun(run).info();
        assertThat(info.status()).isEqualTo(RunStatus.FAILED);
        assertThat(info.endTime()).isEqualTo(5_000_000);
    }

    @Test
    void aRunNeverEndsBeforeItsStartAlsoWhereTheClockWentBack() throws Exception {
        String run = newRun(9_000_000);
        leave("dead", new Entry.Opened(run));
        Files.setLastModifiedTime(outbox.resolve("dead.outbox"), FileTime.fromMillis(5_000_000));
        settle();
        assertThat(behind.getRun(run).info().endTime()).isEqualTo(9_000_000);
    }

    @Test
    void artifactsThatLieBesideItAreNotReadAsTheyMayHaveComeWithTheProject() throws Exception {
        String run = newRun(1);
        Path planted = Files.createDirectories(outbox.resolve("dead.artifacts/1"));
        Files.createDirectories(planted.resolve("content"));
        Path key = Files.writeString(planted.resolve("content/key"), "a stranger's");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(planted.resolve("artifact")))) {
            new KeptArtifact(run, "", Path.of("content/key"), false, null).write(out);
        }
        leave("dead", new Entry.Opened(run));
        settle("dead");
        assertThat(behind.artifacts(behind.getRun(run).info()).list("")).isEmpty();
        assertThat(key).hasContent("a stranger's");
    }

    @Test
    void aLinkIsNoOutbox() throws Exception {
        Path document = Files.writeString(folder.resolve("document"), "a text of the user's own");
        Files.createSymbolicLink(outbox.resolve("a.outbox"), document);
        String run = newRun(1);
        leave("dead", new Entry.Opened(run));
        settle("dead");
        assertThat(document).hasContent("a text of the user's own");
        assertThat(outbox.resolve("a.outbox")).isSymbolicLink();
    }

    /** A database that takes nothing at first: no orphan is held on to, so that each comes again. */
    @Test
    void allAreDeliveredAlthoughTheStoreFailsAtTheFirst() throws Exception {
        List<String> runs = List.of(newRun(1), newRun(1), newRun(1));
        for (String run : runs) {
            leave(run, new Entry.Opened(run), point(run));
        }
        Path database = folder.resolve("mlflow.db");
        Path away = folder.resolve("away");
        behind.close();
        Files.move(database, away);
        Files.createDirectory(database);
        behind = new SqliteStoreProvider().openLater(TrackingUris.of(database));
        try (OutboxStore next = new OutboxStore(behind, new OutboxFolder(outbox))) {
            for (int i = 0; i < 600 && next.delivery().problem() == null; i++) {
                Thread.sleep(50);
            }
            assertThat(next.delivery().problem()).contains("could not be opened");
            assertThat(next.delivery().inWords()).startsWith("3 earlier processes have left what waits. ");
            Files.delete(database);
            Files.move(away, database);
            awaitEmpty(outbox);
        }
        for (String run : runs) {
            assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
            assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(1);
        }
    }

    @Test
    void oneThatCannotBeReadIsNoTroubleOfOurs() throws Exception {
        Files.createDirectory(outbox.resolve("a.outbox"));
        Files.createSymbolicLink(outbox.resolve("b.outbox"), folder.resolve("nowhere"));
        String run = newRun(1);
        leave("c", new Entry.Opened(run), point(run));
        try (OutboxStore next = new OutboxStore(behind, new OutboxFolder(outbox))) {
            String own = newRun(1);
            next.logBatch(own, Batch.of(new Metric("m", 1, 1, 1)));
            assertThat(next.flush(Duration.ofSeconds(60))).isTrue();
            for (int i = 0; i < 600 && Files.exists(outbox.resolve("c.outbox")); i++) {
                Thread.sleep(50);
            }
            assertThat(outbox.resolve("c.outbox")).doesNotExist();
            assertThat(next.delivery().problem()).isNull();
        }
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
    }

    /** Of those of users without credentials, for one. */
    @Test
    void aFolderThatCannotBeListedHoldsUpNothing() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assertThat(closed.toFile().setReadable(false)).isTrue();
        String run = newRun(1);
        leave("dead", new Entry.Opened(run), point(run));
        List<String> command = new ArrayList<>(Rights.ofAnyUser());
        command.addAll(Java.command(
                "-cp", System.getProperty("java.class.path"), getClass().getName(), folder.toString()));
        Process next = new ProcessBuilder(command).start();

        assertThat(next.inputReader().lines())
                .as(new String(next.getErrorStream().readAllBytes(), UTF_8))
                .hasSize(3)
                .startsWith("delivered: true", "problem: null")
                .last(STRING)
                .contains(closed + " could not be listed");
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
    }

    /** The next process, which may not list the folder {@code closed}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        OutboxFolder unsigned = new OutboxFolder(folder.resolve("closed"));
        OutboxFolder outbox = new OutboxFolder(folder.resolve("outbox"), true, Set.of(), Optional.of(unsigned));
        try (TrackingStore behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
                OutboxStore next = new OutboxStore(behind, outbox)) {
            next.logBatch(newRun(behind, 1), Batch.of(new Metric("m", 1, 1, 1)));
            System.out.println("delivered: " + next.flush(Duration.ofSeconds(60)));
            for (int i = 0; i < 1_200 && next.delivery().earlierProblem() == null; i++) {
                Thread.sleep(50);
            }
            System.out.println("problem: " + next.delivery().problem());
            System.out.println(next.delivery().inWords());
        }
    }

    @Test
    void whatIsSetAsideAmongWhatWasLoggedWithoutCredentialsCountsToo() throws Exception {
        OutboxFolder unsigned = new OutboxFolder(Files.createDirectory(folder.resolve("unsigned")));
        Files.createFile(unsigned.path().resolve("a" + SetAside.SUFFIX));
        Files.createFile(outbox.resolve("b" + SetAside.SUFFIX));
        assertThat(new OutboxFolder(outbox, true, Set.of(), Optional.of(unsigned)).setAside())
                .isEqualTo(2);
    }

    @Test
    void whatIsDeliveredForOthersIsProgressOfAll() throws Exception {
        String run = newRun(1);
        leave("dead", new Entry.Opened(run), point(run));
        Arrivals arrivals = new Arrivals(behind, behind);
        OutboxFolder here = new OutboxFolder(outbox);
        SetAside setAside = new SetAside(behind, here, arrivals, SetAside.Rule.USUAL);
        Courier courier = new Courier(behind, arrivals, setAside, new Notices());
        try (Journal orphan = Journal.adopt(outbox.resolve("dead.outbox")).orElseThrow()) {
            courier.forOthers().deliver(orphan);
        }
        assertThat(courier.hasProgressed()).isTrue();
        assertThat(courier.hasProgressed()).isFalse();
    }

    @Test
    void theRunsOfOneWhoseRunIsInTheTrashAreOfNoConcern() throws Exception {
        String deleted = newRun(1);
        String kept = newRun(1);
        leave("dead", new Entry.Opened(deleted), point(deleted), new Entry.Opened(kept));
        behind.deleteRun(deleted);
        settle();
        assertThat(behind.getRun(kept).info().status()).isEqualTo(RunStatus.FAILED);
    }

    /** While somebody holds the lock of the database longer than we wait for it. */
    @Test
    void nothingIsLostWhileTheDatabaseIsLocked() throws Exception {
        String run = newRun(1);
        leave("dead", new Entry.Opened(run), point(run));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mlflow.db"))) {
            other.createStatement().execute("BEGIN IMMEDIATE");
            new OutboxStore(behind, new OutboxFolder(outbox)).close();
            assertThat(outbox.resolve("dead.outbox")).exists();
            other.createStatement().execute("ROLLBACK");
        }
        settle();
        assertThat(behind.getMetricHistory(run, "m", 10, null).items()).hasSize(1);
    }

    private void settle(String name) throws Exception {
        Path file = outbox.resolve(name + Journal.SUFFIX);
        try (OutboxStore next = new OutboxStore(behind, new OutboxFolder(outbox))) {
            for (int i = 0; i < 600 && Files.exists(file); i++) {
                Thread.sleep(50);
            }
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aRunThatGoesOnIsNotEndedAgainWhileAnArtifactOfTheDeadProcessWaits() throws Exception {
        String run = newRun(1);
        leave(run, new Entry.Opened(run), point(run));
        keep(run, run, "a.txt");
        Path blocked = Files.createFile(folder.resolve("mlruns"));
        look();
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(outbox.resolve(run + ".outbox")).exists();

        behind.updateRun(run, new RunUpdate(RunStatus.RUNNING, null, null));
        look();
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.RUNNING);

        Files.delete(blocked);
        look();
        assertThat(behind.artifacts(behind.getRun(run).info()).list("")).hasSize(1);
        assertThat(behind.getRun(run).info().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(outbox.resolve(run + ".outbox")).doesNotExist();
    }

    @Test
    void whatIsNoArtifactIsSetAsideAndHoldsUpNothing() throws Exception {
        String first = newRun(1);
        String second = newRun(1);
        leave(first, new Entry.Opened(first));
        leave(second, new Entry.Opened(second));
        keep(first, first, "a.txt");
        Path kept = kept(first);
        Files.createFile(kept.resolve(".DS_Store"));
        Files.createFile(kept.resolve("notes"));
        Files.createFile(Files.createDirectory(kept.resolve("5")).resolve("artifact"));
        Files.createDirectory(kept.resolve("6"));
        look();
        assertThat(behind.artifacts(behind.getRun(first).info()).list("")).hasSize(1);
        assertThat(behind.getRun(first).info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(behind.getRun(second).info().status()).isEqualTo(RunStatus.FAILED);
        assertThat(outbox.resolve(first + ".outbox")).doesNotExist();
        assertThat(outbox.resolve(second + ".outbox")).doesNotExist();
        assertThat(kept).doesNotExist();
        assertThat(kept.resolveSibling(kept.getFileName() + ".damaged").toFile().list())
                .containsExactlyInAnyOrder("5", "6", "notes");
    }

    /** One look of the next process. */
    private void look() throws Exception {
        try (Arrivals arrivals = new Arrivals(behind, behind)) {
            SetAside setAside = new SetAside(behind, new OutboxFolder(outbox), arrivals, SetAside.Rule.USUAL);
            Courier courier = new Courier(behind, arrivals, setAside, new Notices());
            KeptArtifacts none = new KeptArtifacts(() -> folder);
            ArtifactDelivery artifacts =
                    new ArtifactDelivery(behind, arrivals, none, SetAside.Rule.USUAL, new Nobody());
            new Orphans(new OutboxFolder(outbox), behind, arrivals, courier, artifacts).lookFor();
            awaitLetGo();
            artifacts.stop();
        }
    }

    /** Until the artifacts of each dead process were tried. */
    private void awaitLetGo() throws Exception {
        for (Path file : new OutboxFolder(outbox).files()) {
            Optional<Journal> journal = Journal.adopt(file);
            for (int i = 0; i < 600 && journal.isEmpty() && Files.exists(file); i++) {
                Thread.sleep(50);
                journal = Files.exists(file) ? Journal.adopt(file) : Optional.empty();
            }
            if (journal.isPresent()) {
                journal.get().close();
            }
        }
    }

    /** Is told of artifacts, and does nothing. */
    private static final class Nobody implements ArtifactDelivery.Listener {
        @Override
        public void refused(KeptArtifact artifact, MlflowException why) {}

        @Override
        public void failsEachTime(String inWords) {}

        @Override
        public void artifactsWait(Throwable why) {}

        @Override
        public void artifactsSaved() {}
    }

    private Path kept(String name) {
        return KeptArtifacts.placeFor(outbox.resolve(name + Journal.SUFFIX)).orElseThrow();
    }

    private void keep(String name, String run, String path) throws IOException {
        KeptArtifacts.in(kept(name)).keepText(run, "text", path);
    }

    private void settle() throws Exception {
        try (OutboxStore next = new OutboxStore(behind, new OutboxFolder(outbox))) {
            awaitEmpty(outbox);
        }
    }

    private static void awaitEmpty(Path outbox) throws Exception {
        for (int i = 0; i < 600 && outbox.toFile().list().length > 0; i++) {
            Thread.sleep(50);
        }
        assertThat(outbox).isEmptyDirectory();
    }

    /** The outbox of a process that is dead: written under another name, so that it is held by nobody. */
    private void leave(String name, Entry... entries) throws IOException {
        Path place = outbox.resolve(name + Journal.SUFFIX);
        try (Journal journal = Journal.create(folder.resolve("living.outbox"))) {
            for (Entry entry : entries) {
                journal.append(entry);
            }
            Files.copy(folder.resolve("living.outbox"), place);
        }
        Files.deleteIfExists(folder.resolve("living.outbox"));
    }

    private static Entry point(String run) {
        return new Entry.Logged(run, Batch.of(new Metric("m", 1, 1, 1)));
    }

    private String newRun(long start) {
        return newRun(behind, start);
    }

    private static String newRun(TrackingStore store, long start) {
        return store.createRun(new NewRun("0", "u", null, start, List.of()))
                .info()
                .runId();
    }
}
