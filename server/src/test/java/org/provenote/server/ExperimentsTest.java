package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import tools.jackson.databind.JsonNode;

class ExperimentsTest {
    private static final String EXPERIMENTS = "/provenote/experiments";

    @TempDir
    Path root;

    @AutoClose
    RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
    }

    @Test
    void experimentsComeByTheirLastRunsWithHowManyTheyHave() {
        String early = experiment("early");
        String late = experiment("late");
        run(late, "l1", 3_000);
        run(early, "e1", 1_000);
        run(early, "e2", 2_000);

        JsonNode experiments = server.getJson(EXPERIMENTS).path("experiments");

        assertThat(texts(experiments, "name")).containsExactly("late", "early", "Default");
        assertThat(texts(experiments, "runs")).containsExactly("1", "2", "0");
        assertThat(experiments.path(1).path("last_run").path("run_name").asString())
                .isEqualTo("e2");
        assertThat(experiments.path(2).path("last_run").isNull()).isTrue();
    }

    @Test
    void theRunsOfAnExperimentComeNewestFirstPageByPage() {
        String experiment = experiment("paged");
        for (int i = 0; i < 5; i++) {
            run(experiment, "run " + i, 1_000 + i);
        }
        String runs = EXPERIMENTS + "/" + experiment + "/runs?max_results=2&page_token=";

        JsonNode first = server.getJson(runs);
        JsonNode second = server.getJson(runs + token(first));
        JsonNode last = server.getJson(runs + token(second));

        assertThat(first.path("experiment").path("name").asString()).isEqualTo("paged");
        assertThat(names(first)).containsExactly("run 4", "run 3");
        assertThat(names(second)).containsExactly("run 2", "run 1");
        assertThat(names(last)).containsExactly("run 0");
        assertThat(last.path("next_page_token").isNull()).isTrue();
    }

    @Test
    void askingAgainCostsNothingUntilSomethingIsLogged() {
        String experiment = experiment("polled");
        for (String path : List.of(EXPERIMENTS, EXPERIMENTS + "/" + experiment + "/runs")) {
            String tag = tag(server.get(path));
            assertThat(server.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
            run(experiment, "new", 1_000);
            assertThat(server.get(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void lookingMakesNoStore() {
        assertThat(server.getJson(EXPERIMENTS).path("experiments").isEmpty()).isTrue();
        assertThat(server.get(EXPERIMENTS + "/1/runs").statusCode()).isEqualTo(404);
        assertThat(Files.exists(root.resolve("mlflow.db"))).isFalse();
    }

    @Test
    void whatIsNoExperimentOrNoNumberIsRefused() {
        experiment("one");

        assertThat(server.get(EXPERIMENTS + "/77/runs").statusCode()).isEqualTo(404);
        assertThat(server.get(EXPERIMENTS + "/x%20y/runs").statusCode()).isEqualTo(400);
        assertThat(server.get(EXPERIMENTS + "?max_results=0").statusCode()).isEqualTo(400);
        assertThat(server.get(EXPERIMENTS + "?max_results=1001").statusCode()).isEqualTo(400);
    }

    private String experiment(String name) {
        return server.store().createExperiment(NewExperiment.named(name));
    }

    private void run(String experiment, String name, long start) {
        server.store().createRun(new NewRun(experiment, "ada", name, start, List.of()));
    }

    private static String token(JsonNode page) {
        return RunningServer.encoded(page.path("next_page_token").asString());
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static List<String> names(JsonNode page) {
        return page.path("runs").values().stream()
                .map(run -> run.path("info").path("run_name").asString())
                .toList();
    }

    private static List<String> texts(JsonNode experiments, String field) {
        return experiments.values().stream()
                .map(experiment -> experiment.path(field).asString())
                .toList();
    }
}
