package org.provenote.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.ModelInput;
import org.provenote.tracking.entities.ModelOutput;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.entities.RunOutputs;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server writes record by record is what clients read tree by tree. */
class JsonTest {
    @Test
    void aRunIsReadAsItIsWritten() {
        assertThat(Wire.run(json(full()))).isEqualTo(full());
        assertThat(Wire.run(json(empty()))).isEqualTo(empty());
    }

    @Test
    void listsWithoutItemsAndMissingValuesAreNotWritten() {
        assertThat(text(empty())).isEqualTo("""
                {"info":{"run_id":"f00","run_uuid":"f00","run_name":"run","experiment_id":"1","user_id":"me",\
                "status":"FINISHED","start_time":5000000000,"artifact_uri":"/a","lifecycle_stage":"active"},\
                "data":{},"inputs":{},"outputs":{}}""");
    }

    @Test
    void experimentsAndFilesAreReadAsTheyAreWritten() {
        Experiment experiment = new Experiment(
                "7", "näme", "/x/7", LifecycleStage.DELETED, 1, 2, List.of(new ExperimentTag("k", "v")), "team");
        FileInfo folder = new FileInfo("a", true, null);
        FileInfo file = new FileInfo("a/b", false, 3L);

        assertThat(Wire.experiment(json(experiment))).isEqualTo(experiment);
        assertThat(Wire.fileInfo(json(folder))).isEqualTo(folder);
        assertThat(Wire.fileInfo(json(file))).isEqualTo(file);
    }

    @Test
    void theSizeOfAnEmptyFileIsNotWritten() {
        assertThat(text(new FileInfo("a", false, 0L))).isEqualTo("{\"path\":\"a\",\"is_dir\":false}");
    }

    private static Run full() {
        List<Metric> metrics = List.of(
                new Metric("loss", 0.25, 5_000_000_000L, 3_000_000_000L),
                new Metric("nan", Double.NaN, 1, 0),
                new Metric("inf", Double.NEGATIVE_INFINITY, 1, 0));
        Dataset dataset = new Dataset("d", "x1", "local", "{}", null, "{\"rows\":1}");
        return new Run(
                info(9L),
                new RunData(metrics, List.of(new Param("p", "")), List.of(new RunTag("t", "\u2028<\"\\"))),
                new RunInputs(
                        List.of(new DatasetInput(List.of(new InputTag("c", "train")), dataset)),
                        List.of(new ModelInput("m-1"))),
                new RunOutputs(List.of(new ModelOutput("m-2", 7))));
    }

    private static Run empty() {
        return new Run(info(null), null, null, null);
    }

    private static RunInfo info(@org.jspecify.annotations.Nullable Long endTime) {
        return new RunInfo(
                "f00", "run", "1", "me", RunStatus.FINISHED, 5_000_000_000L, endTime, "/a", LifecycleStage.ACTIVE);
    }

    private static JsonNode json(Object value) {
        return JsonMapper.builder().build().readTree(text(value));
    }

    private static String text(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
