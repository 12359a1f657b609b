package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.store.TrackingStore;

/** uvicorn closes a connection after five seconds of silence; what cannot be repeated must not be sent by such a one. */
class RestingConnectionTest {
    private final MockWebServer server = new MockWebServer();
    private TrackingStore store;

    @BeforeEach
    void start() throws Exception {
        server.start();
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().body("{}").build());
        }
        store = new RestStoreProvider().open(server.url("/").toString());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void aConnectionIsUsedAgainAtOnceButNotAfterARest() throws Exception {
        store.deleteRun("0123456789abcdef0123456789abcdef");
        store.deleteRun("0123456789abcdef0123456789abcdef");
        Thread.sleep(2_500);
        store.deleteRun("0123456789abcdef0123456789abcdef");
        assertThat(connection()).isZero();
        assertThat(connection()).isZero();
        assertThat(connection()).isEqualTo(1);
    }

    private int connection() throws InterruptedException {
        return server.takeRequest().getConnectionIndex();
    }
}
