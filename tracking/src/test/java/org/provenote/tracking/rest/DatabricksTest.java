package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.store.TrackingStore;

class DatabricksTest {
    @Test
    void theUserWhoIsNamedBesideATokenIsItsUser() {
        Map<String, String> variables = Map.of(
                "DATABRICKS_HOST", "https://a.cloud.databricks.com",
                "DATABRICKS_TOKEN", "dapi-1",
                "MLFLOW_TRACKING_USERNAME", "ada");
        try (TrackingStore store = RestStoreProvider.open("databricks", new TrackingEnvironment(variables::get))) {
            assertThat(store.server().flatMap(RemoteServer::user)).contains("ada");
        }
    }
}
