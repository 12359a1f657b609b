package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.backend.Backend;
import org.provenote.server.mlflow.runs.LogModel;
import org.provenote.tracking.store.NewRun;

class LogModelTest {
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @TempDir
    Path root;

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    @Test
    void modelsThatAreLoggedToOneRunAtOnceAreAllInItsHistory() throws Exception {
        try (Backend backend = new Backend(root, Optional.empty())) {
            String run = backend.store()
                    .createRun(new NewRun("0", "me", null, 1, List.of()))
                    .info()
                    .runId();
            LogModel logModel = new LogModel(backend);
            List<Future<?>> sent = IntStream.range(0, 20)
                    .<Future<?>>mapToObj(i -> clients.submit(() -> log("model " + i, run, logModel)))
                    .toList();
            for (Future<?> each : sent) {
                each.get();
            }

            String history = backend.store()
                    .getRun(run)
                    .data()
                    .tag("mlflow.log-model.history")
                    .orElseThrow();
            assertThat(history.split("artifact_path")).hasSize(21);
        }
    }

    @Test
    void whileTheServerBehindHangsAtOneRunModelsOfOthersAreLogged() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        HttpServer behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.setExecutor(clients);
        behind.createContext("/", exchange -> {
            if (String.valueOf(exchange.getRequestURI().getQuery()).contains("run_id=a")) {
                asked.countDown();
                awaitQuietly(ended);
            }
            answer(exchange);
        });
        behind.start();
        String uri = "http://127.0.0.1:" + behind.getAddress().getPort();
        try (Backend backend = new Backend(root, Optional.of(uri))) {
            LogModel logModel = new LogModel(backend);
            Future<?> hanging = clients.submit(() -> log("model", "a", logModel));
            asked.await();

            clients.submit(() -> log("model", "b", logModel)).get(30, TimeUnit.SECONDS);
            assertThat(hanging).isNotDone();
            ended.countDown();
            hanging.get();
        } finally {
            ended.countDown();
            behind.stop(0);
        }
    }

    private static Object log(String model, String run, LogModel logModel) {
        String json = "{\"artifact_path\":\"" + model + "\",\"flavors\":{},\"utc_time_created\":\"now\",\"run_id\":\""
                + run + "\"}";
        return logModel.answer(Map.of("run_id", run, "model_json", json));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] run =
                ("{\"run\":{\"info\":{\"run_id\":\"r\",\"run_uuid\":\"r\",\"experiment_id\":\"0\",\"status\":\"RUNNING\","
                                + "\"start_time\":1,\"lifecycle_stage\":\"active\",\"artifact_uri\":\"x\"},\"data\":{}}}")
                        .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, run.length);
            exchange.getResponseBody().write(run);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
