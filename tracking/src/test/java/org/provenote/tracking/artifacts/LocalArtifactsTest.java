package org.provenote.tracking.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.ProcessLocks;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.ArtifactsContract;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** The contract in a local folder, and what links on the disk may not do. */
class LocalArtifactsTest extends ArtifactsContract {
    @TempDir
    Path folder;

    private TrackingStore store;

    @BeforeEach
    void open() {
        store = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("a b #?%41/mlflow.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected TrackingStore store() {
        return store;
    }

    @Override
    protected String awkwardName() {
        return "häßlich 'name' #1 %20;?.bin";
    }

    /** As MLflow: a file has the rights of the one that was logged, anything else those of a new file. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no umask")
    void othersMayReadWhatTheUmaskLetsThem() throws IOException {
        Path root = folder.resolve("root");
        ArtifactRepository artifacts = ArtifactRepositories.local(root.toString());
        Path source = Files.createDirectory(folder.resolve("source"));
        Path plain = Files.writeString(source.resolve("plain.txt"), "x");
        Path own = Files.writeString(folder.resolve("own.txt"), "x");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));

        artifacts.logFile(own, "");
        artifacts.logFile(plain, "alone");
        artifacts.logFolder(source, "folder");
        artifacts.logStream(new ByteArrayInputStream(new byte[1]), 1, "streamed");

        assertThat(Files.getPosixFilePermissions(root.resolve("own.txt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        for (String made : List.of("alone/plain.txt", "folder/plain.txt", "streamed")) {
            assertThat(Files.getPosixFilePermissions(root.resolve(made)))
                    .as(made)
                    .isEqualTo(Files.getPosixFilePermissions(plain));
        }
    }

    @Test
    void aLinkOutOfTheRootIsNeitherReadNorListedNorWrittenThrough() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.createSymbolicLink(root.resolve("way"), outside);
        Files.createSymbolicLink(root.resolve("secret.txt"), outside.resolve("secret.txt"));
        ArtifactRepository artifacts = ArtifactRepositories.local(root.toString());
        Path file = Files.writeString(folder.resolve("new.txt"), "new");

        assertThat(artifacts.list("")).isEmpty();
        assertThatThrownBy(() -> artifacts.open("way/secret.txt")).isInstanceOf(MlflowException.class);
        assertThatThrownBy(() -> artifacts.open("secret.txt")).isInstanceOf(MlflowException.class);
        assertThatThrownBy(() -> artifacts.logFile(file, "way")).isInstanceOf(MlflowException.class);
        assertThatThrownBy(() -> artifacts.logFile(file, "way/deeper")).isInstanceOf(MlflowException.class);
        assertThat(outside).isDirectoryContaining(p -> p.endsWith("secret.txt"));
        assertThat(Files.list(outside)).hasSize(1);
        Path copy = artifacts.download("", Files.createDirectory(folder.resolve("copy")));
        assertThat(copy).isEmptyDirectory();
    }

    @Test
    void aFileThatIsStillWrittenIsInNoListAndInNoCopy() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        ArtifactRepository artifacts = ArtifactRepositories.local(root.toString());
        try (PipedOutputStream sender = new PipedOutputStream();
                PipedInputStream content = new PipedInputStream(sender)) {
            CompletableFuture<Void> upload =
                    CompletableFuture.runAsync(() -> artifacts.logStream(content, -1, "images/plot.png"));
            while (isEmptyOrNone(root.resolve("images"))) {
                Thread.onSpinWait();
            }
            assertThat(artifacts.list("images")).isEmpty();
            assertThat(artifacts.download("images", Files.createDirectory(folder.resolve("copy"))))
                    .isEmptyDirectory();
            sender.close();
            upload.join();
        }
        assertThat(artifacts.list("images")).extracting(FileInfo::path).containsExactly("images/plot.png");
    }

    @Test
    void oneFolderCanBeWrittenToReadAndDeletedAtTheSameTime() throws Exception {
        ArtifactRepository artifacts =
                ArtifactRepositories.local(folder.resolve("root").toString());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String file = "shared/" + i + "/deep/file";
                all.add(threads.submit(() ->
                        until(end, () -> artifacts.logStream(new ByteArrayInputStream(new byte[100]), 100, file))));
            }
            all.add(threads.submit(() -> until(end, () -> artifacts.delete("shared"))));
            all.add(threads.submit(() -> until(end, () -> artifacts.delete("shared/1"))));
            all.add(threads.submit(() -> until(end, () -> {
                artifacts.list("shared/1/deep").forEach(found -> artifacts.find(found.path()));
                artifacts.find("shared/1/deep/file");
            })));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        artifacts.logStream(new ByteArrayInputStream(new byte[100]), 100, "shared/last");
        assertThat(artifacts.list("shared")).contains(new FileInfo("shared/last", false, 100L));
        artifacts.delete("shared");
        assertThat(artifacts.list("")).isEmpty();
    }

    /** The upload began before the folder was deleted, and ends after it. */
    @Test
    void aFileWhoseFolderIsDeletedWhileItIsWrittenIsThereInTheEnd() throws Exception {
        Path root = folder.resolve("root");
        ArtifactRepository artifacts = ArtifactRepositories.local(root.toString());
        try (PipedOutputStream content = new PipedOutputStream();
                PipedInputStream read = new PipedInputStream(content)) {
            CompletableFuture<Void> upload =
                    CompletableFuture.runAsync(() -> artifacts.logStream(read, -1, "models/model.bin"));
            content.write("first ".getBytes(UTF_8));
            content.flush();
            while (isEmptyOrNone(root.resolve("models"))) {
                Thread.onSpinWait();
            }
            artifacts.delete("models");
            assertThat(root.resolve("models")).doesNotExist();
            content.write("second".getBytes(UTF_8));
            content.close();
            upload.get();
        }
        assertThat(root.resolve("models/model.bin")).hasContent("first second");
        assertThat(root.resolve("models")).isDirectoryNotContaining("glob:**/.*");
    }

    private static void until(long end, Runnable again) {
        while (System.nanoTime() < end) {
            again.run();
        }
    }

    @Test
    void aFileTakesThePlaceOfAFileButNotOfAFolder() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectory(root.resolve("empty"));
        ArtifactRepository artifacts = ArtifactRepositories.local(root.toString());
        assertThatThrownBy(() -> artifacts.logStream(new ByteArrayInputStream(new byte[1]), -1, "empty"))
                .isInstanceOfSatisfying(
                        MlflowException.class,
                        e -> assertThat(e.errorCode().httpStatus()).isEqualTo(400));
        assertThat(root.resolve("empty")).isEmptyDirectory();
        for (int bytes = 1; bytes < 3; bytes++) {
            artifacts.logStream(new ByteArrayInputStream(new byte[bytes]), -1, "file");
            assertThat(root.resolve("file")).hasSize(bytes);
        }
    }

    /** As MLflow's: the second is beyond the BMP, and its UTF-16 begins with a smaller number. */
    @Test
    void aListIsInTheOrderOfCharacters() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.createFile(root.resolve("\ud83d\ude00"));
        Files.createFile(root.resolve("\uff01"));
        assertThat(ArtifactRepositories.local(root.toString()).list(""))
                .extracting(FileInfo::path)
                .containsExactly("\uff01", "\ud83d\ude00");
    }

    @Test
    void aPathThatNoSystemTakesIsRefusedBeforeItIsTakenApart() {
        assertThatThrownBy(() -> ArtifactPath.checked("a/".repeat(10_000)))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("20000 characters");
    }

    /** To read it would take this process's locks off it. */
    @Test
    void theDatabaseThatRunsAreKeptInIsNoArtifactUnderAnyName() throws IOException {
        Path database = store.file().orElseThrow();
        Path index = database.resolveSibling("mlflow.db-shm");
        List<String> onDatabase = ProcessLocks.on(database);
        List<String> onIndex = ProcessLocks.on(index);
        Path logged = Files.createDirectory(folder.resolve("logged"));
        Files.writeString(logged.resolve("notes.txt"), "notes");
        Files.createLink(logged.resolve("copy.bin"), database);
        Files.createSymbolicLink(logged.resolve("link"), index);
        ArtifactRepository artifacts =
                ArtifactRepositories.local(folder.resolve("root").toString());

        assertThatThrownBy(() -> artifacts.logFile(database, ""))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("mlflow.db")
                .hasMessageContaining(".backup");
        assertThatThrownBy(() -> artifacts.logFile(logged.resolve("copy.bin"), ""))
                .isInstanceOf(MlflowException.class);
        artifacts.logFolder(logged, "");

        assertThat(artifacts.list("")).extracting(FileInfo::path).containsExactly("notes.txt");
        assertThat(onDatabase).isNotEmpty().isEqualTo(ProcessLocks.on(database));
        assertThat(onIndex).isNotEmpty().isEqualTo(ProcessLocks.on(index));
    }

    @Test
    void theDatabaseThatLiesAmongTheArtifactsIsNoneOfThem() throws IOException {
        Path database = store.file().orElseThrow();
        List<String> locks = ProcessLocks.on(database);
        String folderName = String.valueOf(database.getParent().getFileName());
        ArtifactRepository artifacts =
                ArtifactRepositories.local(database.getParent().getParent().toString());
        String path = folderName + "/mlflow.db";

        assertThat(artifacts.find(path)).isEmpty();
        assertThatThrownBy(() -> artifacts.open(path)).hasMessageContaining("no artifact");
        InputStream content = new ByteArrayInputStream(new byte[] {1});
        assertThatThrownBy(() -> artifacts.logStream(content, -1, path)).hasMessageContaining("no artifact");
        for (String deleted : List.of(path, folderName)) {
            assertThatThrownBy(() -> artifacts.delete(deleted)).hasMessageContaining("no artifact");
        }
        artifacts.download(folderName, Files.createDirectory(folder.resolve("copied")));
        assertThat(folder.resolve("copied").resolve(folderName).resolve("mlflow.db"))
                .doesNotExist();
        assertThat(database).exists();
        assertThat(ProcessLocks.on(database)).isEqualTo(locks).isNotEmpty();
    }

    @Test
    void aDatabaseThatIsClosedIsAFileAsAnyOther() throws IOException {
        Path database = store.file().orElseThrow();
        store.close();
        ArtifactRepository artifacts =
                ArtifactRepositories.local(folder.resolve("root").toString());

        artifacts.logFile(database, "");

        assertThat(artifacts.list("")).extracting(FileInfo::path).containsExactly("mlflow.db");
    }

    private static boolean isEmptyOrNone(Path folder) {
        String[] files = folder.toFile().list();
        return files == null || files.length == 0;
    }

    @Test
    void aFileUriIsAFolderAndAPercentSignIsDecodedInItOnly() {
        assertThat(ArtifactRepositories.localFolder("file:///tmp/a%20b")).contains(Path.of("/tmp/a b"));
        assertThat(ArtifactRepositories.localFolder("file:/tmp/a+b")).contains(Path.of("/tmp/a+b"));
        assertThat(ArtifactRepositories.localFolder("file:///tmp/a?x=1")).contains(Path.of("/tmp/a"));
        assertThat(ArtifactRepositories.localFolder("/tmp/a%20b")).contains(Path.of("/tmp/a%20b"));
        assertThat(ArtifactRepositories.localFolder("file://otherhost/tmp")).isEmpty();
    }

    @Test
    void otherStoragesAreRefusedWithWhatToDo() {
        assertThatThrownBy(() -> ArtifactRepositories.local("s3://bucket/1/abc/artifacts"))
                .hasMessageContaining("s3://bucket")
                .hasMessageContaining("--artifacts-destination");
        assertThatThrownBy(() -> ArtifactRepositories.local("mlflow-artifacts:/0/abc/artifacts"))
                .hasMessageContaining("MLFLOW_TRACKING_URI");
    }
}
