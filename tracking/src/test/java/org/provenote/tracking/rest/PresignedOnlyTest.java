package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.MlflowServer;
import org.provenote.testing.Python;
import org.provenote.testing.S3Server;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.ArtifactsContract;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewLoggedModel;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/**
 * The contract at a real {@code mlflow server} that lets no artifact through, in front of S3. MLflow before 3.18 signs the same
 * addresses and cannot be told to do nothing else: a gate in front of it refuses then.
 */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresignedOnlyTest extends ArtifactsContract {
    private static final String ONLY = "--artifacts-presigned-only";
    private static final String REFUSAL =
            "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"Straight to storage.\",\"artifacts_presigned_only\":true}";

    private S3Server s3;
    private MlflowServer server;
    private Gate gate;
    private TrackingStore store;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        s3 = new S3Server(folder);
        String[] proxied = {"--artifacts-destination", "s3://bucket/proxied"};
        boolean isOption = Python.run(
                        folder, "from mlflow.cli import server; print([o for p in server.params for o in p.opts])")
                .contains(ONLY);
        String[] arguments = isOption ? new String[] {proxied[0], proxied[1], ONLY} : proxied;
        server = MlflowServer.in(folder, S3Server.environment(s3.url()), arguments);
        gate = Gate.guarded(server.url(), isOption ? any -> false : this::lettingNoneThrough);
        store = new RestStoreProvider().open(gate.url());
    }

    @AfterAll
    void close() {
        store.close();
        gate.close();
        server.close();
        s3.close();
    }

    @Override
    protected TrackingStore store() {
        return store;
    }

    @Override
    protected String awkwardName() {
        return "häßlich 'name' (1).bin";
    }

    @Test
    void aStreamIsKeptAlthoughItCannotBeSentTwice() throws Exception {
        // Another one, which has not been refused yet.
        try (TrackingStore fresh = new RestStoreProvider().open(gate.url())) {
            ArtifactRepository artifacts = fresh.artifactsAt("mlflow-artifacts:/");
            artifacts.logStream(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3, "streamed/a.bin");

            assertThat(artifacts.open("streamed/a.bin")).hasBinaryContent(new byte[] {1, 2, 3});
        }
    }

    @Test
    void theFilesOfARunInTheStorageAreWrittenAndRead() throws Exception {
        assertComesBack(store.artifacts(store.createRun(new NewRun(experiment("runs"), "u", null, 1, List.of()))
                .info()));
    }

    @Test
    void theFilesOfAModelInTheStorageAreWrittenAndRead() throws Exception {
        LoggedModelInfo model = store.loggedModels()
                .create(new NewLoggedModel(experiment("models"), null, null, null, List.of(), List.of()))
                .info();
        assertComesBack(store.loggedModels().artifacts(model));
    }

    private void assertComesBack(ArtifactRepository artifacts) throws IOException {
        byte[] weights = new byte[1 << 20];
        new Random(1).nextBytes(weights);
        artifacts.logFile(Files.write(local.resolve("größe (1).bin"), weights), "deep");

        assertThat(artifacts.open("deep/größe (1).bin")).hasBinaryContent(weights);
    }

    private String experiment(String place) {
        return store.createExperiment(new NewExperiment(place, "s3://bucket/" + place, List.of()));
    }

    /** As MLflow 3.18, which also signs addresses of models' files where it is asked for those. */
    private boolean lettingNoneThrough(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString();
        if (asked.endsWith("/server-info")) {
            Gate.answer(exchange, 200, "{\"artifacts_presigned_only\":true}");
        } else if (asked.endsWith("&presigned=true")) {
            Gate.answer(exchange, 200, "{\"url\":\"" + server.url() + asked + "\",\"headers\":{}}");
        } else if (isOfBytes(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath())) {
            Gate.answer(exchange, 403, REFUSAL);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isOfBytes(String method, String path) {
        return path.equals("/get-artifact")
                || path.endsWith("/artifacts/files")
                || (path.startsWith("/api/2.0/mlflow-artifacts/artifacts/") && !method.equals("DELETE"));
    }
}
