package org.provenote.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Python;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Python MLflow on a file of ours, while we have it open: it reads all of it, upgrades it, adds to it, and we go on. */
@Tag("integration")
class SharedWithMlflowTest {
    private static final String READ = """
            import json, sys, mlflow
            mlflow.set_tracking_uri(sys.argv[1])
            client = mlflow.MlflowClient()
            run = client.get_run(sys.argv[2])
            frame = mlflow.search_runs(search_all_experiments=True, filter_string="metrics.loss < 1")
            print(json.dumps({
                "experiment": client.get_experiment(run.info.experiment_id).name,
                "info": dict(run.info), "params": run.data.params, "metrics": run.data.metrics, "tags": run.data.tags,
                "history": [[m.value, m.timestamp, m.step] for m in client.get_metric_history(run.info.run_id, "loss")],
                "datasets": [d.dataset.name for d in run.inputs.dataset_inputs],
                "artifacts": [a.path for a in client.list_artifacts(run.info.run_id)],
                "text": mlflow.artifacts.load_text(run.info.artifact_uri + "/note.txt"),
                "found": list(frame.run_id)}))
            """;

    private static final String ADD = """
            import sys, mlflow
            mlflow.set_tracking_uri(sys.argv[1])
            mlflow.set_experiment("from Python")
            with mlflow.start_run(run_name="python's run") as run:
                mlflow.log_param("p", 1)
                for step in range(3):
                    mlflow.log_metric("loss", 1 / (step + 1), step=step)
                mlflow.set_tag("t", "ü")
                mlflow.log_text("from Python", "note.txt")
                mlflow.log_input(mlflow.data.from_numpy(__import__("numpy").zeros(3), name="zeros"), context="test")
            print(run.info.run_id)
            """;

    @TempDir
    Path folder;

    private String uri;
    private TrackingStore store;

    @BeforeEach
    void open() {
        uri = TrackingUris.of(folder.resolve("mlflow.db"));
        store = new SqliteStoreProvider().open(uri);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void pythonReadsWhatWeWrote() throws Exception {
        ActiveRun run = ourRun();

        JsonNode seen = new JsonMapper().readTree(Python.run(folder, READ, uri, run.getId()));

        assertThat(seen.path("experiment").asString()).isEqualTo("naïve 'experiment'");
        assertThat(seen.path("info").path("status").asString()).isEqualTo("FINISHED");
        assertThat(seen.path("info").path("run_name").asString()).isEqualTo("our run");
        assertThat(seen.path("params").toString()).isEqualTo("{\"alpha\":\"0.1\"}");
        assertThat(seen.path("metrics").path("loss").asDouble()).isEqualTo(0.25);
        assertThat(seen.path("tags").path("note").asString()).isEqualTo("größe");
        assertThat(seen.path("history")).hasSize(2);
        assertThat(seen.path("datasets").toString()).isEqualTo("[\"wine\"]");
        assertThat(seen.path("artifacts").toString()).isEqualTo("[\"note.txt\"]");
        assertThat(seen.path("text").asString()).isEqualTo("from Java");
        assertThat(seen.path("found").toString()).isEqualTo("[\"" + run.getId() + "\"]");
    }

    @Test
    void weReadWhatPythonWroteAndGoOnWritingAfterItsUpgrade() throws Exception {
        ActiveRun ours = ourRun();
        long revision = store.revision().orElseThrow();

        String id = Python.run(folder, ADD, uri).strip();

        assertThat(store.revision().orElseThrow()).isNotEqualTo(revision);
        Run theirs = store.getRun(id);
        assertThat(theirs.info().runName()).isEqualTo("python's run");
        assertThat(theirs.data().param("p")).contains("1");
        assertThat(theirs.data().metric("loss")).contains(1.0 / 3);
        assertThat(theirs.data().tag("t")).contains("ü");
        assertThat(theirs.inputs().datasetInputs())
                .singleElement()
                .satisfies(
                        input -> assertThat(input.tags()).containsExactly(new InputTag("mlflow.data.context", "test")));
        assertThat(store.getMetricHistory(id, "loss", 10, null).items()).hasSize(3);
        assertThat(store.artifacts(theirs.info()).open("note.txt")).hasContent("from Python");

        String again = new MlflowContext(new MlflowClient(store))
                .setExperimentName("from Python")
                .startRun("after the upgrade")
                .getId();
        assertThat(store.createExperiment(new org.provenote.tracking.store.NewExperiment("new one", null, List.of())))
                .isNotEmpty();
        assertThat(store.searchRuns(RunSearch.in(List.of("1", "2"))).items())
                .extracting(run -> run.info().runId())
                .containsExactlyInAnyOrder(again, id, ours.getId());
    }

    private ActiveRun ourRun() throws java.io.IOException {
        MlflowClient client = new MlflowClient(store);
        client.createExperiment("naïve 'experiment'");
        Path note = Files.writeString(folder.resolve("note.txt"), "from Java");
        ActiveRun run = new MlflowContext(client)
                .setExperimentName("naïve 'experiment'")
                .startRun("our run");
        run.logParam("alpha", 0.1);
        run.logMetric("loss", 0.5, 1);
        run.logMetric("loss", 0.25, 2);
        run.setTag("note", "größe");
        run.logInputs(List.of(new DatasetInput(
                List.of(), new Dataset("wine", "abc", "local", "{\"uri\": \"wine.csv\"}", null, null))));
        run.logArtifact(note);
        run.endRun();
        return run;
    }
}
