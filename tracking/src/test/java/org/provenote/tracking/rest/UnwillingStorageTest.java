package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.Transfer;
import org.provenote.tracking.wire.Json;

/** A storage that wants to be left alone is left alone, and nobody else. */
class UnwillingStorageTest {
    private final MockWebServer server = new MockWebServer();
    private final MockWebServer storage = new MockWebServer();
    private Http http;

    @BeforeEach
    void start() throws IOException {
        server.start();
        storage.start();
        TrackingEnvironment environment = new TrackingEnvironment(name -> null);
        http = new Http(Endpoint.at(server.url("/").toString(), environment), environment);
    }

    @AfterEach
    void stop() {
        http.close();
        storage.close();
        server.close();
    }

    @Test
    void itsServerIsAskedOnAndFreesThePartsThatItDidNotTake(@TempDir Path folder) throws IOException {
        storage.setDispatcher(always(busy()));
        server.setDispatcher(always(json("{\"upload_id\":\"u\",\"credentials\":[{\"part_number\":1,\"url\":\""
                + storage.url("/part") + "\"}]}")));
        Path file = Files.writeString(folder.resolve("big.bin"), "0123456789");
        SentArtifacts artifacts =
                ProxiedArtifacts.at("mlflow-artifacts:/0/r/artifacts", http, new MultipartUpload.Sizes(1, 10));

        assertThatThrownBy(() -> artifacts.logFile(file, "", new Transfer(progress -> {})))
                .isInstanceOf(MlflowException.class);
        assertThatThrownBy(this::askStorage).hasMessageContaining(storage.getHostName() + ":" + storage.getPort());

        assertThatCode(this::askServer).doesNotThrowAnyException();
        assertThat(storage.getRequestCount()).isOne();
        assertThat(pathsAsked())
                .containsExactly(
                        "/api/2.0/mlflow-artifacts/mpu/create/0/r/artifacts",
                        "/api/2.0/mlflow-artifacts/mpu/abort/0/r/artifacts",
                        "/asked");
    }

    @Test
    void itIsSentToWhileItsServerWantsToBeLeftAlone() {
        server.setDispatcher(always(busy()));
        storage.setDispatcher(always(json("{}")));

        assertThatThrownBy(this::askServer).hasMessageContaining("left alone");
        assertThatCode(this::askStorage).doesNotThrowAnyException();
        assertThatThrownBy(this::askServer).hasMessageContaining("left alone");
        assertThat(server.getRequestCount()).isOne();
    }

    private void askServer() {
        http.post("asked", Json.object(), Repeat.NEVER);
    }

    private void askStorage() {
        http.sendElsewhere(new Request.Builder().url(storage.url("/asked"))).close();
    }

    private List<String> pathsAsked() {
        return Stream.generate(this::taken)
                .limit(server.getRequestCount())
                .map(request -> request.getUrl().encodedPath())
                .toList();
    }

    private RecordedRequest taken() {
        try {
            return server.takeRequest();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Dispatcher always(MockResponse answer) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer;
            }
        };
    }

    private static MockResponse busy() {
        return new MockResponse.Builder()
                .code(503)
                .setHeader("Retry-After", "3600")
                .build();
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder().body(body).build();
    }
}
