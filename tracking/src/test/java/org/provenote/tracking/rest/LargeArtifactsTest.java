package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.MlflowServer;
import org.provenote.testing.S3Server;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.Transfer;

/** Artifacts of a real {@code mlflow server} that keeps them in S3: parts, signed URLs, progress and cancellation. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeArtifactsTest {
    private static final String TOKEN = "only-for-the-tracking-server";
    private static final int MIB = 1 << 20;
    /** S3 takes no smaller parts. */
    private static final MultipartUpload.Sizes PARTS = new MultipartUpload.Sizes(6 * MIB, 5 * MIB);

    @TempDir
    Path folder;

    private S3Server s3;
    private Gate gate;
    private MlflowServer server;
    private Http http;
    private RestStore store;

    @BeforeAll
    void open(@TempDir Path servers) throws Exception {
        s3 = new S3Server(servers);
        gate = Gate.plain(s3.url(), null);
        Map<String, String> environment = new HashMap<>(S3Server.environment(gate.url()));
        environment.put("MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES", "hdfs");
        server = MlflowServer.in(servers, environment, "--artifacts-destination", "s3://bucket/proxied");
        http = at(server);
        store = new RestStore(http);
    }

    @AfterAll
    void close() {
        store.close();
        server.close();
        gate.close();
        s3.close();
    }

    @Test
    void aLargeFileGoesInPartsAndComesBackByteForByte() throws Exception {
        RunInfo run = run("0");
        ArtifactRepository artifacts = new ServerArtifacts(http, ArtifactOwner.of(run), PARTS);
        Path file = write("größe (1).bin", 12 * MIB);
        artifacts.logFile(file, "deep/er");

        assertThat(s3.ask("list-type=2&prefix=proxied/0/" + run.runId()))
                .as("the mark of three parts")
                .contains("-3\"</ETag>");
        Path copy = artifacts.download("deep/er/größe (1).bin", Files.createDirectory(folder.resolve("copy")));
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    void aFolderGoesUpAndDownWithItsProgress() throws Exception {
        ArtifactRepository artifacts = new ServerArtifacts(http, ArtifactOwner.of(run("0")), PARTS);
        write("model/a.bin", 11 * MIB);
        write("model/sub/b.bin", 100);
        List<Transfer.Progress> up = new ArrayList<>();
        artifacts.logFolder(folder.resolve("model"), "saved", new Transfer(up::add));
        assertThat(up.get(up.size() - 1).bytes()).isEqualTo(11L * MIB + 100);
        assertThat(up.get(up.size() - 1).files()).isEqualTo(2);
        assertThat(up)
                .hasSizeGreaterThan(100)
                .extracting(Transfer.Progress::path)
                .contains("saved/sub/b.bin");

        List<Transfer.Progress> down = new ArrayList<>();
        artifacts.download("saved", Files.createDirectory(folder.resolve("down")), new Transfer(down::add));
        assertThat(down.get(down.size() - 1).bytes()).isEqualTo(11L * MIB + 100);
        assertThat(folder.resolve("down/saved/a.bin")).hasSameBinaryContentAs(folder.resolve("model/a.bin"));
    }

    @Test
    void aCancelledUploadLeavesNothingBehind() throws Exception {
        RunInfo run = run("0");
        ArtifactRepository artifacts = new ServerArtifacts(http, ArtifactOwner.of(run), PARTS);
        Path file = write("big.bin", 12 * MIB);
        assertCancelled(7 * MIB, transfer -> artifacts.logFile(file, "", transfer));
        assertThat(artifacts.list("")).isEmpty();
        assertThat(s3.ask("uploads")).doesNotContain(run.runId());
    }

    @Test
    void aCancelledDownloadLeavesNoHalfFile() throws Exception {
        ArtifactRepository artifacts = new ServerArtifacts(http, ArtifactOwner.of(run("0")), PARTS);
        artifacts.logFile(write("big.bin", 12 * MIB), "");
        Path target = Files.createDirectory(folder.resolve("cancelled"));
        assertCancelled(MIB, transfer -> artifacts.download("", target, transfer));
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void anInterruptedThreadEndsItsUploadAndStaysInterrupted() throws Exception {
        RunInfo run = run("0");
        ArtifactRepository artifacts = new ServerArtifacts(http, ArtifactOwner.of(run), PARTS);
        Path file = write("big.bin", 12 * MIB);
        Thread thread = Thread.currentThread();
        Transfer transfer = new Transfer(progress -> {
            if (progress.bytes() > 6 * MIB) {
                thread.interrupt();
            }
        });
        assertThatThrownBy(() -> artifacts.logFile(file, "", transfer)).isInstanceOf(Exception.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(artifacts.list("")).isEmpty();
        assertThat(s3.ask("uploads")).doesNotContain(run.runId());
    }

    @Test
    void aRunWhoseArtifactsAreInS3IsWrittenBySignedUrlsAndReadThroughTheServer() throws Exception {
        String experiment = store.createExperiment(
                new NewExperiment("direct " + System.nanoTime(), "s3://bucket/direct", List.of()));
        RunInfo run = run(experiment);
        ArtifactRepository artifacts = store.artifacts(run);
        Path file = write("weights.bin", 2 * MIB);
        artifacts.logFile(file, "model");
        assertThat(s3.ask("list-type=2&prefix=direct")).contains(run.runId() + "/artifacts/model/weights.bin");
        Path copy = artifacts.download("model/weights.bin", Files.createDirectory(folder.resolve("copy")));
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    void theStorageIsNeverSentTheCredentialsOfTheServer() throws Exception {
        new ServerArtifacts(http, ArtifactOwner.of(run("0")), PARTS).logFile(write("big.bin", 7 * MIB), "");
        assertThat(gate.seen()).isNotEmpty().noneMatch(header -> header.contains(TOKEN));
    }

    @Test
    void aServerWithoutPartsTakesALargeFileWhole(MlflowServer onDisk) throws Exception {
        Http plain = at(onDisk);
        try (RestStore local = new RestStore(plain)) {
            RunInfo run =
                    local.createRun(new NewRun("0", "u", null, 1, List.of())).info();
            ArtifactRepository artifacts = new ServerArtifacts(plain, ArtifactOwner.of(run), PARTS);
            Path file = write("big.bin", 12 * MIB);
            artifacts.logFile(file, "");
            Path copy = artifacts.download("big.bin", Files.createDirectory(folder.resolve("copy")));
            assertThat(copy).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void whereTheServerNeitherPassesOnNorSignsTheErrorSaysWhatToDo() throws Exception {
        String experiment =
                store.createExperiment(new NewExperiment("far " + System.nanoTime(), "hdfs://nowhere/runs", List.of()));
        ArtifactRepository artifacts = store.artifacts(run(experiment));
        Path file = write("a.bin", 10);
        assertThatThrownBy(() -> artifacts.logFile(file, ""))
                .isInstanceOfSatisfying(
                        MlflowException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.NOT_IMPLEMENTED))
                .hasMessageContaining("--artifacts-destination hdfs://");
    }

    private interface Watched {
        void run(Transfer transfer);
    }

    private static void assertCancelled(long afterBytes, Watched watched) {
        Transfer[] self = new Transfer[1];
        self[0] = new Transfer(progress -> {
            if (progress.bytes() > afterBytes) {
                self[0].cancel();
            }
        });
        assertThatThrownBy(() -> watched.run(self[0])).isInstanceOf(CancellationException.class);
    }

    private static Http at(MlflowServer server) {
        TrackingEnvironment environment =
                new TrackingEnvironment(name -> name.equals("MLFLOW_TRACKING_TOKEN") ? TOKEN : null);
        return new Http(Endpoint.at(server.url(), environment), environment);
    }

    private RunInfo run(String experiment) {
        return store.createRun(new NewRun(experiment, "u", null, 1, List.of())).info();
    }

    private Path write(String name, int size) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(file, bytes);
    }
}
