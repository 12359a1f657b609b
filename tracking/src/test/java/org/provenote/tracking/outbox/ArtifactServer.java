package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.provenote.tracking.fault.CarryingServer;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A server with one run, whose artifacts go through it to who decides what becomes of them; all else is carried to a real store. */
final class ArtifactServer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final TrackingStore behind;
    private final String run;

    ArtifactServer(Path folder, Function<RecordedRequest, MockResponse> artifacts) throws IOException {
        behind = new SqliteStoreProvider().open(TrackingUris.of(folder.resolve("mlflow.db")));
        String experiment =
                behind.createExperiment(new NewExperiment("proxied", "mlflow-artifacts:/proxied", List.of()));
        run = behind.createRun(new NewRun(experiment, "u", "r", 1, List.of()))
                .info()
                .runId();
        server.setDispatcher(new CarryingServer(behind) {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean isArtifact = request.getUrl().encodedPath().contains("/mlflow-artifacts/");
                return isArtifact ? artifacts.apply(request) : super.dispatch(request);
            }
        });
        server.start();
    }

    String run() {
        return run;
    }

    /** The store itself, past the server. */
    TrackingStore behind() {
        return behind;
    }

    /** A client of the server. */
    TrackingStore client() {
        return new RestStoreProvider().open(server.url("/").toString());
    }

    /** What a request brings: the file's name, a space and its content. */
    static String brought(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        return path.substring(path.lastIndexOf('/') + 1) + " "
                + request.getBody().utf8();
    }

    @Override
    public void close() {
        server.close();
        behind.close();
    }
}
