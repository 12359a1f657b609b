package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/** A server that turns a client away because there are too many has done nothing yet: even what creates is sent again. */
class CrowdedServerTest {
    private static final String CROWD = "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"Too many at once.\"}";
    private static final String RUN =
            "{\"run\":{\"info\":{\"run_id\":\"r\",\"experiment_id\":\"0\",\"status\":\"RUNNING\"},\"data\":{}}}";

    @Test
    void aRunIsCreatedOnceThereIsRoom() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse.Builder().code(429).body(CROWD).build());
            server.enqueue(new MockResponse.Builder().code(200).body(RUN).build());
            server.start();
            try (TrackingStore store =
                    new RestStoreProvider().open(server.url("/").toString())) {
                assertThat(store.createRun(new NewRun("0", "u", "n", 1, List.of()))
                                .info()
                                .runId())
                        .isEqualTo("r");
            }
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }
}
