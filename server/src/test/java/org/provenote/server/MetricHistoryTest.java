package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewRun;
import tools.jackson.databind.JsonNode;

class MetricHistoryTest {
    private static final int POINTS = 60_000;
    private static final String API = "/ajax-api/2.0/mlflow/metrics/";

    @TempDir
    Path root;

    @Test
    void aHistoryLongerThanAPageComesWholeAndInOrder() throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            String run = longRun(server);

            JsonNode points = server.getJson(API + "get-history?metric_key=m&run_id=" + run)
                    .path("metrics");

            assertThat(steps(points))
                    .isEqualTo(IntStream.range(0, POINTS).boxed().toList());
            assertThat(points.path(7).path("value").asString()).isEqualTo("NaN");
        }
    }

    @Test
    void pagesOfAHistoryHoldEveryPointOnce() throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            String run = longRun(server);
            List<Integer> found = new ArrayList<>();
            String token = "";
            do {
                JsonNode page = server.getJson(
                        API + "get-history?metric_key=m&max_results=25000&run_id=" + run + "&page_token=" + token);
                found.addAll(steps(page.path("metrics")));
                token = RunningServer.encoded(page.path("next_page_token").asString(""));
            } while (!token.isEmpty());

            assertThat(found).isEqualTo(IntStream.range(0, POINTS).boxed().toList());
        }
    }

    @Test
    void aSampleKeepsBothEnds() throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            String run = longRun(server);

            List<Integer> sample =
                    steps(server.getJson(API + "get-history-bulk-interval?metric_key=m&max_results=100&run_ids=" + run)
                            .path("metrics"));

            assertThat(sample).hasSize(100).isSorted().startsWith(0).endsWith(POINTS - 1);
        }
    }

    /** Else a few hundred of them would keep every other request from the database, and its log from being begun anew. */
    /** Where MLflow's SQL falls over. */
    @ParameterizedTest
    @CsvSource({
        "-9223372036854775809, 99999999999999999999, 2",
        "0, 9223372036854775808, 2",
        "9223372036854775807, 9223372036854775808, 1",
        "9223372036854775808, 9223372036854775809, 0"
    })
    void stepsBeyondAllThatThereAreAreCompared(String first, String last, int found) throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\": \"0\"}")
                    .at("/run/info/run_id")
                    .asString();
            for (String step : List.of("1", "9223372036854775807")) {
                server.post(
                        "/api/2.0/mlflow/runs/log-metric",
                        "{\"run_id\": \"%s\", \"key\": \"m\", \"value\": 1, \"timestamp\": 1, \"step\": %s}"
                                .formatted(run, step));
            }
            JsonNode points = server.getJson(API + "get-history-bulk-interval?metric_key=m&run_ids=" + run
                            + "&start_step=" + first + "&end_step=" + last)
                    .path("metrics");
            assertThat(points).hasSize(found);
        }
    }

    @Test
    void whoReadsAHistorySlowlyHoldsNoTransaction() throws Exception {
        try (RunningServer server = RunningServer.in(root);
                Socket slow = new Socket()) {
            String run = longRun(server);
            slow.setReceiveBufferSize(4_096);
            slow.connect(new InetSocketAddress("127.0.0.1", server.port()));
            String request =
                    "GET " + API + "get-history?metric_key=m&run_id=" + run + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            // More than the system takes for who does not read it.
            slow.getOutputStream().write(request.repeat(10).getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(2_000);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("mlflow.db"));
                    Statement statement = other.createStatement()) {
                // For who still reads; a transaction that were held would last as long as the writing, 10 s at least.
                statement.execute("PRAGMA busy_timeout = 8000");
                try (ResultSet checkpoint = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    assertThat(checkpoint.getInt("busy")).isZero();
                }
            }
        }
    }

    private static List<Integer> steps(JsonNode points) {
        List<Integer> steps = new ArrayList<>();
        points.forEach(point -> steps.add(point.path("step").asInt()));
        return steps;
    }

    private static String longRun(RunningServer server) {
        String run = server.store()
                .createRun(new NewRun("0", "me", null, 1, List.of()))
                .info()
                .runId();
        for (int from = 0; from < POINTS; from += 1_000) {
            List<Metric> points = IntStream.range(from, from + 1_000)
                    .mapToObj(i -> new Metric("m", i == 7 ? Double.NaN : i, i, i))
                    .toList();
            server.store().logBatch(run, new Batch(points, List.of(), List.of()));
        }
        return run;
    }
}
