package org.provenote.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.provenote.provenance.diff.Aspect;
import org.provenote.provenance.diff.CellChange;
import org.provenote.provenance.diff.Change;
import org.provenote.provenance.diff.Explanation;
import org.provenote.provenance.diff.Line;
import org.provenote.provenance.diff.NotebookDiff;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.server.experiments.ExperimentOverview;
import org.provenote.server.experiments.ExperimentRuns;
import org.provenote.server.experiments.ExperimentsOverview;
import org.provenote.server.http.ErrorBody;
import org.provenote.server.notebook.NotebookRuns;
import org.provenote.server.versions.RestoredVersion;
import org.provenote.server.versions.RunVersion;
import org.provenote.server.versions.VersionDiff;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.DatasetSummary;
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

class WireTypesTest {
    private static final Path FILE = Path.of("..", "labextension", "src", "wire.ts");

    private static final List<Class<?>> TYPES = List.of(
            LifecycleStage.class,
            RunStatus.class,
            Experiment.class,
            ExperimentTag.class,
            Run.class,
            RunInfo.class,
            RunData.class,
            Metric.class,
            Param.class,
            RunTag.class,
            RunInputs.class,
            RunOutputs.class,
            ModelInput.class,
            ModelOutput.class,
            DatasetInput.class,
            Dataset.class,
            InputTag.class,
            FileInfo.class,
            NotebookRuns.class,
            ExperimentOverview.class,
            ExperimentsOverview.class,
            ExperimentRuns.class,
            ExperimentResponse.class,
            ExperimentsResponse.class,
            CreateExperimentResponse.class,
            RunResponse.class,
            RunInfoResponse.class,
            RunsResponse.class,
            MetricHistoryResponse.class,
            BulkMetricHistoryResponse.class,
            SampledMetricHistoryResponse.class,
            MetricOfRun.class,
            ArtifactsResponse.class,
            DatasetSummariesResponse.class,
            DatasetSummary.class,
            RunVersion.class,
            VersionDiff.class,
            VersionDiff.Side.class,
            RunDiff.class,
            Explanation.class,
            Aspect.class,
            Change.class,
            NotebookDiff.class,
            CellChange.class,
            CellChange.Kind.class,
            NotebookCell.Kind.class,
            Line.class,
            Line.Kind.class,
            RestoredVersion.class,
            ErrorBody.class);

    @Test
    void theSidebarsTypesAreThoseOfTheServer() throws IOException {
        String types = TypeScript.of(TYPES);
        if (System.getProperty("wire.write") != null) {
            Files.writeString(FILE, types);
        }
        assertThat(FILE)
                .as("labextension/src/wire.ts is out of date; its first lines say how to write it anew")
                .hasContent(types);
    }
}
