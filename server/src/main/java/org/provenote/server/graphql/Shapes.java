package org.provenote.server.graphql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.graphql.Schema.MlflowDataset;
import org.provenote.server.graphql.Schema.MlflowDatasetInput;
import org.provenote.server.graphql.Schema.MlflowExperiment;
import org.provenote.server.graphql.Schema.MlflowExperimentTag;
import org.provenote.server.graphql.Schema.MlflowGetExperimentResponse;
import org.provenote.server.graphql.Schema.MlflowGetMetricHistoryBulkIntervalResponse;
import org.provenote.server.graphql.Schema.MlflowGetRunResponse;
import org.provenote.server.graphql.Schema.MlflowInputTag;
import org.provenote.server.graphql.Schema.MlflowMetricExtension;
import org.provenote.server.graphql.Schema.MlflowMetricWithRunId;
import org.provenote.server.graphql.Schema.MlflowModelInput;
import org.provenote.server.graphql.Schema.MlflowModelOutput;
import org.provenote.server.graphql.Schema.MlflowParam;
import org.provenote.server.graphql.Schema.MlflowRunData;
import org.provenote.server.graphql.Schema.MlflowRunExtension;
import org.provenote.server.graphql.Schema.MlflowRunInfo;
import org.provenote.server.graphql.Schema.MlflowRunInputs;
import org.provenote.server.graphql.Schema.MlflowRunOutputs;
import org.provenote.server.graphql.Schema.MlflowRunTag;
import org.provenote.server.graphql.Schema.MlflowSearchRunsResponse;
import org.provenote.server.wire.ExperimentResponse;
import org.provenote.server.wire.RunResponse;
import org.provenote.server.wire.RunsResponse;
import org.provenote.server.wire.SampledMetricHistoryResponse;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.entities.RunOutputs;

/** From what the REST routes answer to the types of the schema. */
final class Shapes {
    private final Backend backend;

    Shapes(Backend backend) {
        this.backend = backend;
    }

    MlflowGetRunResponse run(RunResponse answer) {
        return new MlflowGetRunResponse(null, run(answer.run(), experimentOf(answer.run())));
    }

    MlflowSearchRunsResponse runs(RunsResponse answer) {
        Map<String, MlflowExperiment> experiments = new HashMap<>();
        List<MlflowRunExtension> runs = answer.runs().stream()
                .map(run -> run(run, experiments.computeIfAbsent(run.info().experimentId(), id -> experimentOf(run))))
                .toList();
        return new MlflowSearchRunsResponse(null, runs, Objects.requireNonNullElse(answer.nextPageToken(), ""));
    }

    static MlflowGetExperimentResponse experiment(ExperimentResponse answer) {
        return new MlflowGetExperimentResponse(null, experiment(answer.experiment()));
    }

    static MlflowGetMetricHistoryBulkIntervalResponse points(SampledMetricHistoryResponse answer) {
        return new MlflowGetMetricHistoryBulkIntervalResponse(
                null,
                answer.metrics().stream()
                        .map(m -> new MlflowMetricWithRunId(
                                m.key(), number(m.value()), m.timestamp(), m.step(), m.runId()))
                        .toList());
    }

    private MlflowExperiment experimentOf(Run run) {
        return experiment(backend.store().getExperiment(run.info().experimentId()));
    }

    private static MlflowExperiment experiment(Experiment experiment) {
        return new MlflowExperiment(
                experiment.experimentId(),
                experiment.name(),
                experiment.artifactLocation(),
                experiment.lifecycleStage().toString(),
                experiment.lastUpdateTime(),
                experiment.creationTime(),
                experiment.tags().stream()
                        .map(tag -> new MlflowExperimentTag(tag.key(), tag.value()))
                        .toList(),
                "",
                experiment.workspace());
    }

    private static MlflowRunExtension run(Run run, MlflowExperiment experiment) {
        return new MlflowRunExtension(
                info(run.info()),
                experiment,
                List.of(),
                data(run.data()),
                inputs(run.inputs()),
                outputs(run.outputs()));
    }

    private static MlflowRunInputs inputs(RunInputs inputs) {
        return new MlflowRunInputs(
                inputs.datasetInputs().stream().map(Shapes::dataset).toList(),
                inputs.modelInputs().stream()
                        .map(model -> new MlflowModelInput(model.modelId()))
                        .toList());
    }

    private static MlflowRunOutputs outputs(RunOutputs outputs) {
        return new MlflowRunOutputs(outputs.modelOutputs().stream()
                .map(model -> new MlflowModelOutput(model.modelId(), model.step()))
                .toList());
    }

    private static MlflowRunInfo info(RunInfo info) {
        return new MlflowRunInfo(
                info.runId(),
                info.runId(),
                info.runName(),
                info.experimentId(),
                info.userId(),
                info.status().name(),
                info.startTime(),
                info.getEndTime(),
                info.artifactUri(),
                info.lifecycleStage().toString());
    }

    private static MlflowRunData data(RunData data) {
        return new MlflowRunData(
                data.metrics().stream()
                        .map(m -> new MlflowMetricExtension(m.key(), number(m.value()), m.timestamp(), m.step()))
                        .toList(),
                data.params().stream()
                        .map(param -> new MlflowParam(param.key(), param.value()))
                        .toList(),
                data.tags().stream()
                        .map(tag -> new MlflowRunTag(tag.key(), tag.value()))
                        .toList());
    }

    private static MlflowDatasetInput dataset(DatasetInput input) {
        return new MlflowDatasetInput(
                input.tags().stream()
                        .map(tag -> new MlflowInputTag(tag.key(), tag.value()))
                        .toList(),
                new MlflowDataset(
                        input.dataset().name(),
                        input.dataset().digest(),
                        input.dataset().sourceType(),
                        input.dataset().source(),
                        Objects.requireNonNullElse(input.dataset().schema(), ""),
                        Objects.requireNonNullElse(input.dataset().profile(), "")));
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
