package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.store.TrackingStore;

/** uvicorn closes a connection after five seconds of silence; what cannot be repeated must not be sent by such a one. */
class RestingConnectionTest {
    /** Any pair of which a busy machine may put a rest between. */
    private static final int AT_ONCE = 8;

    private final MockWebServer server = new MockWebServer();
    private TrackingStore store;

    @BeforeEach
    void start() throws Exception {
        server.start();
        for (int i = 0; i < AT_ONCE + 1; i++) {
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
        Set<Integer> atOnce = new HashSet<>();
        for (int i = 0; i < AT_ONCE; i++) {
            atOnce.add(connectionOfACall());
        }
        Thread.sleep(2_500);
        int afterARest = connectionOfACall();
        assertThat(atOnce).hasSizeLessThan(AT_ONCE).doesNotContain(afterARest);
    }

    private int connectionOfACall() throws InterruptedException {
        store.deleteRun("0123456789abcdef0123456789abcdef");
        return server.takeRequest().getConnectionIndex();
    }
}
