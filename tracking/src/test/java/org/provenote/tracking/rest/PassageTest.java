package org.provenote.tracking.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;

/** A real {@code mlflow server} with its artifacts in a folder, behind a gate that lets none through for a while. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
class PassageTest {
    private static final String REFUSAL =
            "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"Straight to storage.\",\"artifacts_presigned_only\":true}";

    @Test
    void aServerThatLetsFilesThroughAgainIsAskedForThemAgain(MlflowServer server, @TempDir Path folder)
            throws Exception {
        AtomicBoolean shut = new AtomicBoolean();
        Gate gate = Gate.guarded(server.url(), exchange -> {
            boolean isOfBytes = exchange.getRequestURI().getPath().startsWith("/api/2.0/mlflow-artifacts/artifacts/");
            boolean refused = shut.get() && isOfBytes;
            if (refused) {
                Gate.answer(exchange, 403, REFUSAL);
            }
            return refused;
        });
        try (gate;
                TrackingStore store = new RestStoreProvider().open(gate.url())) {
            ArtifactRepository artifacts = store.artifacts(
                    store.createRun(new NewRun("0", "u", null, 1, List.of())).info());
            artifacts.logFile(Files.writeString(folder.resolve("a.txt"), "first"), "");
            shut.set(true);
            assertThatThrownBy(() -> artifacts.open("a.txt")).isInstanceOf(MlflowException.class);
            shut.set(false);

            assertThat(artifacts.open("a.txt")).hasContent("first");
            artifacts.logFile(Files.writeString(folder.resolve("a.txt"), "second"), "");
            assertThat(artifacts.open("a.txt")).hasContent("second");
        }
    }
}
