package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStore;

/** A real {@code mlflow server} that several teams share. */
@Tag("integration")
class WorkspacesTest {
    @TempDir
    Path folder;

    @Test
    void whatIsLoggedGoesToTheWorkspaceOfTheEnvironment() throws Exception {
        try (MlflowServer server = MlflowServer.in(folder, Map.of(), "--enable-workspaces")) {
            HttpRequest made = HttpRequest.newBuilder(URI.create(server.url() + "/api/3.0/mlflow/workspaces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"team-b\"}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(made, BodyHandlers.ofString())
                            .statusCode())
                    .isLessThan(300);
            try (TrackingStore theirs = open(server, Map.of("MLFLOW_WORKSPACE", "team-b"));
                    TrackingStore everybodys = open(server, Map.of())) {
                theirs.createExperiment(NewExperiment.named("of team b"));
                assertThat(theirs.findExperiment("of team b")).isPresent();
                assertThat(everybodys.findExperiment("of team b")).isEmpty();
            }
        }
    }

    private static TrackingStore open(MlflowServer server, Map<String, String> variables) {
        return RestStoreProvider.open(server.url(), new TrackingEnvironment(variables::get));
    }
}
