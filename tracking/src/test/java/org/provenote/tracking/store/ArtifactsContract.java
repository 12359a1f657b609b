package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.FileInfo;

/** What every artifact repository promises. */
public abstract class ArtifactsContract {
    @TempDir
    protected Path local;

    protected abstract TrackingStore store();

    /** A name as difficult as the repository takes. */
    protected abstract String awkwardName();

    @Test
    void aFileComesBackByteForByteUnderItsName() throws IOException {
        ArtifactRepository artifacts = artifacts();
        Path file = write(awkwardName(), "\0\u0001ü");
        artifacts.logFile(file, "");
        artifacts.logFile(file, "deep/er");

        String name = file.getFileName().toString();
        assertThat(artifacts.list("")).containsExactly(new FileInfo("deep", true, null), new FileInfo(name, false, 4L));
        try (InputStream bytes = artifacts.open("deep/er/" + name)) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("\0\u0001ü");
        }
    }

    @Test
    void aFileLoggedAgainReplacesTheOlderOne() throws IOException {
        ArtifactRepository artifacts = artifacts();
        artifacts.logFile(write("a.txt", "old"), "");
        artifacts.logFile(write("a.txt", "new"), "");
        assertThat(artifacts.open("a.txt")).hasContent("new");
        assertThat(artifacts.list("")).hasSize(1);
    }

    @Test
    void aFolderIsLoggedAndDownloadedWithAllItHolds() throws IOException {
        ArtifactRepository artifacts = artifacts();
        write("model/weights/w.bin", "1");
        write("model/README.md", "2");
        artifacts.logFolder(local.resolve("model"), "saved");

        Path target = Files.createDirectory(local.resolve("target"));
        Path whole = artifacts.download("", target);
        assertThat(whole.resolve("saved/weights/w.bin")).hasContent("1");
        Path part = artifacts.download("saved/weights", target);
        assertThat(part).isEqualTo(target.resolve("weights"));
        assertThat(part.resolve("w.bin")).hasContent("1");
        Path file = artifacts.download("saved/README.md", target);
        assertThat(file).isEqualTo(target.resolve("README.md")).hasContent("2");
    }

    @Test
    void whatTrackersKeepInAFolderIsNotLoggedWithItUnlessItIsNamedItself() throws IOException {
        ArtifactRepository artifacts = artifacts();
        write("project/model.bin", "1");
        write("project/mlflow.dbx", "1");
        write("project/deep/mlruns.csv", "1");
        for (String kept : List.of(
                "mlruns/1/r/artifacts/a",
                "deep/mlartifacts/b",
                ".provenote/versions.git/HEAD",
                "mlflow.db",
                "mlflow.db-wal")) {
            write("project/" + kept, "2");
        }

        artifacts.logFolder(local.resolve("project"), "");
        artifacts.logFolder(local.resolve("project/mlruns"), "named");

        assertThat(files(artifacts, ""))
                .containsExactlyInAnyOrder("model.bin", "mlflow.dbx", "deep/mlruns.csv", "named/1/r/artifacts/a");
    }

    private static List<String> files(ArtifactRepository artifacts, String folder) {
        return artifacts.list(folder).stream()
                .flatMap(found -> found.isDir() ? files(artifacts, found.path()).stream() : Stream.of(found.path()))
                .toList();
    }

    @Test
    void anEmptyFileIsKept() throws IOException {
        ArtifactRepository artifacts = artifacts();
        artifacts.logFile(write("empty", ""), "");
        assertThat(artifacts.list("")).containsExactly(new FileInfo("empty", false, 0L));
    }

    @Test
    void nothingIsListedWhereNothingWasLogged() {
        assertThat(artifacts().list("")).isEmpty();
        assertThat(artifacts().list("no/such/folder")).isEmpty();
    }

    @Test
    void aMissingArtifactIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> artifacts().open("no.txt")).isInstanceOf(MlflowException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "a/../../secret.txt",
                "%2e%2e/secret.txt",
                "%252e%252e%252fsecret.txt",
                "..\\secret.txt",
                "a\\..\\..\\secret.txt",
                "/etc/passwd",
                "\\etc\\passwd",
                "C:\\secret.txt",
                "c:/secret.txt",
                "file:///etc/passwd",
                "file:secret.txt",
                "http://127.0.0.1/secret",
                "a\0b",
                "..",
                "a/..",
                "%00"
            })
    void noPathLeadsOutOfTheArtifactRoot(String path) throws IOException {
        ArtifactRepository artifacts = artifacts();
        Path file = write("x.txt", "x");
        artifacts.logFile(file, "");
        List<Runnable> attempts = List.of(
                () -> artifacts.list(path),
                () -> artifacts.open(path),
                () -> artifacts.download(path, local),
                () -> artifacts.logFile(file, path),
                () -> artifacts.logFolder(local, path));
        for (Runnable attempt : attempts) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            MlflowException.class,
                            e -> assertThat(e.errorCode())
                                    .isEqualTo(MlflowException.ErrorCode.INVALID_PARAMETER_VALUE));
        }
        assertThat(artifacts.list("")).hasSize(1);
    }

    private ArtifactRepository artifacts() {
        NewRun run = new NewRun("0", "tester", null, System.currentTimeMillis(), List.of());
        return store().artifacts(store().createRun(run).info());
    }

    private Path write(String name, String content) throws IOException {
        Path file = local.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
