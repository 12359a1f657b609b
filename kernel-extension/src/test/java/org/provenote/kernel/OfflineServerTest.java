package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.KeptPort;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** A notebook whose MLflow server is not there: its cells succeed, and its runs appear once when the server is. */
@Tag("integration")
class OfflineServerTest {
    @TempDir
    Path folder;

    @Test
    void runs_start_without_their_server_and_appear_there_once_when_it_is_up() throws Exception {
        try (KeptPort port = new KeptPort();
                KernelProcessUnderTest kernel = kernel(port.url())) {
            String said = runCells(kernel, port.url());
            try (MlflowServer server = serverAt(port)) {
                assertRuns(server.url());
                said += kernel.run("%mlflow status").ok().printed() + kernel.printed();
                assertThat(said.split(Pattern.quote(" provenote] "))).as(said).hasSize(2);
                kernel.shutDown(false);
            }
        }
    }

    @Test
    void an_experiment_that_is_chosen_while_the_server_is_away_is_made_with_the_first_run_in_it() throws Exception {
        try (KeptPort port = new KeptPort();
                KernelProcessUnderTest kernel = kernel(port.url())) {
            String chosen = kernel.run("%mlflow experiment later").ok().printed();
            assertThat(chosen).contains("later is chosen").contains(port.url());
            assertThat(kernel.run("%mlflow experiment").ok().printed()).contains("later is chosen");
            kernel.run("%mlflow start only -p depth=3\n%mlflow end").ok();
            try (MlflowServer server = serverAt(port);
                    TrackingStore store = new RestStoreProvider().open(server.url())) {
                long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
                String known = kernel.run("%mlflow experiment").ok().printed();
                while (System.nanoTime() < giveUp && !known.contains("Experiment later (")) {
                    // A server that has just started may take its time to answer.
                    Thread.sleep(500);
                    known = kernel.run("%mlflow experiment").ok().printed();
                }
                assertThat(known).contains("Experiment later (");
                while (System.nanoTime() < giveUp && runs("later", store).isEmpty()) {
                    Thread.sleep(500);
                }
                assertThat(runs("later", store)).containsOnlyKeys("only");
                assertThat(store.findExperiment("study")).isEmpty();
                kernel.shutDown(false);
            }
        }
    }

    @Test
    void an_experiment_is_chosen_although_the_server_turns_its_clients_away() throws Exception {
        HttpServer crowded = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crowded.createContext("/", asked -> {
            asked.sendResponseHeaders(429, -1);
            asked.close();
        });
        crowded.start();
        try (KernelProcessUnderTest kernel =
                kernel("http://127.0.0.1:" + crowded.getAddress().getPort())) {
            assertThat(kernel.run("%mlflow experiment later").ok().printed()).contains("later is chosen");
            kernel.shutDown(false);
        } finally {
            crowded.stop(0);
        }
    }

    /** As one whose check of a password takes long. */
    @Test
    void a_server_that_lets_nobody_in_is_not_said_to_be_silent() throws Exception {
        HttpServer locked = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        locked.createContext("/", asked -> {
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            asked.sendResponseHeaders(401, -1);
            asked.close();
        });
        locked.start();
        try (KernelProcessUnderTest kernel =
                kernel("http://127.0.0.1:" + locked.getAddress().getPort())) {
            assertThat(kernel.run("%mlflow start first\n%mlflow end").ok().printed())
                    .contains("has not answered yet")
                    .doesNotContain("does not answer");
            long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (System.nanoTime() < giveUp
                    && !kernel.run("%mlflow status").ok().printed().contains("answered 401")) {
                Thread.sleep(500);
            }
            assertThat(kernel.run("%mlflow start second\n%mlflow end").ok().printed())
                    .contains("started; it waits for http://127.0.0.1:")
                    .contains("answered 401")
                    .contains("Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD")
                    .doesNotContain("does not answer");
            kernel.shutDown(false);
        } finally {
            locked.stop(0);
        }
    }

    private MlflowServer serverAt(KeptPort port) throws Exception {
        return MlflowServer.at(port, Files.createDirectory(folder.resolve("server")), Map.of());
    }

    /** The kernel of {@code study.ipynb}. */
    private KernelProcessUnderTest kernel(String url) throws Exception {
        Path notebook = Files.writeString(folder.resolve("study.ipynb"), "{\"cells\": []}");
        Map<String, String> variables = new HashMap<>();
        variables.put("JPY_SESSION_NAME", notebook.toString());
        variables.put("PWD", folder.toString());
        variables.put("MLFLOW_TRACKING_URI", url);
        variables.put("XDG_STATE_HOME", folder.resolve("state").toString());
        List<Path> classPath = List.of(Path.of("..", ".build", "jjava", "jjava.jar"), KernelContract.OUR_JAR);
        return KernelProcessUnderTest.start(JJavaMain.class.getName(), classPath, folder, variables);
    }

    private static String runCells(KernelProcessUnderTest kernel, String url) {
        String first = kernel.run("%mlflow start first -p depth=3\n%mlflow metric loss 0.5\n%mlflow end")
                .ok()
                .printed();
        assertThat(first).contains("it waits for " + url);
        String second =
                kernel.run("%%mlflow run second\n%mlflow metric loss 0.25").ok().printed();
        String third = kernel.run("""
                try (var run = new MlflowContext().startRun("third")) {
                    run.logParam("alpha", 1);
                    run.logText("hello", "a.txt");
                    try (var child = new MlflowContext().startRun("child", run.getId())) {
                        child.logMetric("c", 1.0);
                    }
                }""").ok().printed();
        String status = kernel.run("%mlflow status").ok().printed();
        assertThat(status).contains("4 runs wait for the server").contains("not known while runs wait for the server");
        return first + second + third + status;
    }

    private static void assertRuns(String url) throws InterruptedException {
        try (TrackingStore store = new RestStoreProvider().open(url)) {
            Map<String, Run> runs = Map.of();
            long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (System.nanoTime() < giveUp && !areWhole(runs, store)) {
                Thread.sleep(500);
                runs = runs("study", store);
            }
            assertThat(runs).containsOnlyKeys("first", "second", "third", "child");
            assertThat(runs.values()).extracting(run -> run.info().status()).containsOnly(RunStatus.FINISHED);
            assertThat(runs.get("first").data().param("depth")).contains("3");
            assertThat(runs.get("second").data().metric("loss")).contains(0.25);
            Run third = runs.get("third");
            assertThat(store.artifacts(third.info()).list(""))
                    .extracting("path")
                    .containsExactly("a.txt", "provenance");
            assertThat(third.data().tag("provenote.notebook.revision")).isPresent();
            assertThat(runs.get("child").data().tag("mlflow.parentRunId"))
                    .contains(third.info().runId());
        }
    }

    /** What a run was made with comes last, after its own artifacts. */
    private static boolean areWhole(Map<String, Run> runs, TrackingStore store) {
        return runs.size() == 4
                && runs.values().stream()
                        .allMatch(run -> run.info().status().isTerminal()
                                && store.artifacts(run.info()).list("").stream()
                                        .anyMatch(file -> file.path().equals("provenance")));
    }

    /** The runs of an experiment, by name, each of which there may be once. */
    private static Map<String, Run> runs(String experiment, TrackingStore store) {
        Map<String, Run> byName = new HashMap<>();
        store.findExperiment(experiment)
                .map(found -> store.searchRuns(RunSearch.in(List.of(found.experimentId())))
                        .items())
                .orElse(List.of())
                .forEach(run -> assertThat(byName.put(run.info().runName(), run))
                        .as("doubled")
                        .isNull());
        return byName;
    }
}
