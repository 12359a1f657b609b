package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.Transfer;

/** A file sent in parts goes to the same place as one that is sent whole, whatever folders are named. */
class MultipartUploadTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                asked.add(request.getUrl().encodedPath());
                return new MockResponse.Builder()
                        .body("{\"upload_id\":\"u\",\"credentials\":[{\"part_number\":1,\"url\":\""
                                + server.url("/storage") + "\"}]}")
                        .build();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, '', ''",
        "/, mlflow-artifacts, /mlflow-artifacts",
        "/, mlflow-artifacts/models/v1, /mlflow-artifacts/models/v1",
        "/, a b/größe, /a%20b/gr%C3%B6%C3%9Fe",
        "/team/mlflow-artifacts/proxy, sub, /sub",
        "/mlflow-artifacts/, mlflow-artifacts/artifacts, /mlflow-artifacts/artifacts"
    })
    void itsFolderIsThatOfTheRun(String prefix, String artifactPath, String below) throws IOException {
        TrackingEnvironment environment = new TrackingEnvironment(name -> null);
        Endpoint endpoint = Endpoint.at(server.url(prefix).toString(), environment);
        Path file = Files.writeString(folder.resolve("big.bin"), "0123456789");
        try (Http http = new Http(endpoint, environment)) {
            ProxiedArtifacts.at("mlflow-artifacts:/0/r/artifacts", http, new MultipartUpload.Sizes(1, 10))
                    .logFile(file, artifactPath, new Transfer(progress -> {}));
        }

        String mpu = prefix.replaceFirst("/$", "") + "/api/2.0/mlflow-artifacts/mpu/";
        assertThat(asked)
                .containsExactly(
                        mpu + "create/0/r/artifacts" + below, "/storage", mpu + "complete/0/r/artifacts" + below);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0/../../../../2.0/mlflow/runs", "/0/%2e%2e/%2e%2e/x", "/..", "/%2E%2E%2Fx"})
    void aRunThatClaimsAnotherPlaceOfTheServerAsItsOwnIsRefused(String path) {
        TrackingEnvironment environment = new TrackingEnvironment(name -> null);
        try (Http http = new Http(Endpoint.at(server.url("/").toString(), environment), environment)) {
            assertThatThrownBy(() ->
                            ProxiedArtifacts.at("mlflow-artifacts:" + path, http, new MultipartUpload.Sizes(1, 10)))
                    .hasMessageContaining("Invalid path");
        }
    }
}
