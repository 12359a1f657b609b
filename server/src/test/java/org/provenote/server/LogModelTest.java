package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.backend.Backend;
import org.provenote.server.mlflow.runs.LogModel;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;

class LogModelTest {
    private static final String HISTORY = "mlflow.log-model.history";

    private final ExecutorService clients = Executors.newCachedThreadPool();

    @TempDir
    Path root;

    private Backend backend;
    private String run;

    @BeforeEach
    void createRun() {
        backend = new Backend(root, Optional.empty());
        run = backend.store()
                .createRun(new NewRun("0", "me", null, 1, List.of()))
                .info()
                .runId();
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
        backend.close();
    }

    @Test
    void modelsThatAreLoggedToOneRunAtOnceAreAllInItsHistory() throws Exception {
        LogModel logModel = new LogModel(backend);
        List<Future<?>> sent = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> sent.add(clients.submit(() -> log("model " + i, logModel))));
        for (Future<?> each : sent) {
            each.get();
        }

        assertThat(history().split("artifact_path")).hasSize(21);
    }

    @Test
    void aHistoryMayBeLongerThanAnotherTag() {
        List<String> models =
                IntStream.range(0, 5).mapToObj(i -> i + "x".repeat(3_000)).toList();
        models.forEach(model -> log(model, new LogModel(backend)));

        assertThat(history()).contains(models);
    }

    @Test
    void whatIsNoHistoryIsLeftAsItIs() {
        backend.store().logBatch(run, Batch.of(new RunTag(HISTORY, "[{\"artifact_path\":")));

        assertThatThrownBy(() -> log("model", new LogModel(backend)))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("left as it is");
        assertThat(history()).isEqualTo("[{\"artifact_path\":");
    }

    @Test
    void aModelOfARunBehindAnotherServerIsAddedThereInOneRequest() throws Exception {
        Path front = Files.createDirectory(root.resolve("front"));
        try (ServedFolder behind = ServedFolder.in(root);
                Backend inFront = new Backend(front, Optional.of(behind.uri()))) {
            List<Future<?>> sent = new ArrayList<>();
            for (Backend through : List.of(backend, inFront, backend, inFront, backend, inFront)) {
                sent.add(clients.submit(() -> log("x".repeat(3_000), new LogModel(through))));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
        assertThat(history().split("artifact_path")).hasSize(7);
    }

    private String history() {
        return backend.store().getRun(run).data().tag(HISTORY).orElseThrow();
    }

    private Object log(String model, LogModel logModel) {
        String json = "{\"artifact_path\":\"" + model + "\",\"flavors\":{},\"utc_time_created\":\"now\",\"run_id\":\""
                + run + "\"}";
        return logModel.answer(Map.of("run_id", run, "model_json", json));
    }
}
