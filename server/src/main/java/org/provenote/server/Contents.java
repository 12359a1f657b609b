package org.provenote.server;

import java.util.List;
import java.util.stream.Stream;
import org.provenote.server.artifacts.DeleteProxied;
import org.provenote.server.artifacts.DownloadProxied;
import org.provenote.server.artifacts.GetArtifact;
import org.provenote.server.artifacts.GetModelArtifact;
import org.provenote.server.artifacts.ListArtifacts;
import org.provenote.server.artifacts.ListModelArtifacts;
import org.provenote.server.artifacts.ListProxied;
import org.provenote.server.artifacts.StorageAddress;
import org.provenote.server.artifacts.UploadArtifact;
import org.provenote.server.artifacts.UploadProxied;
import org.provenote.server.backend.Backend;
import org.provenote.server.experiments.ExperimentRunsRoute;
import org.provenote.server.experiments.ExperimentsRoute;
import org.provenote.server.graphql.Graphql;
import org.provenote.server.http.Route;
import org.provenote.server.mlflow.Mounted;
import org.provenote.server.mlflow.NoneForUi;
import org.provenote.server.mlflow.NotSupported;
import org.provenote.server.mlflow.ServerInfo;
import org.provenote.server.mlflow.UiTelemetry;
import org.provenote.server.mlflow.experiments.CreateExperiment;
import org.provenote.server.mlflow.experiments.DeleteExperiment;
import org.provenote.server.mlflow.experiments.DeleteExperimentTag;
import org.provenote.server.mlflow.experiments.GetExperiment;
import org.provenote.server.mlflow.experiments.GetExperimentByName;
import org.provenote.server.mlflow.experiments.RestoreExperiment;
import org.provenote.server.mlflow.experiments.SearchDatasets;
import org.provenote.server.mlflow.experiments.SearchExperiments;
import org.provenote.server.mlflow.experiments.SetExperimentTag;
import org.provenote.server.mlflow.experiments.UpdateExperiment;
import org.provenote.server.mlflow.metrics.GetHistory;
import org.provenote.server.mlflow.metrics.GetHistoryBulk;
import org.provenote.server.mlflow.metrics.GetHistoryBulkInterval;
import org.provenote.server.mlflow.models.CreateModel;
import org.provenote.server.mlflow.models.DeleteModel;
import org.provenote.server.mlflow.models.DeleteModelTag;
import org.provenote.server.mlflow.models.FinishModel;
import org.provenote.server.mlflow.models.GetModel;
import org.provenote.server.mlflow.models.LogModelParams;
import org.provenote.server.mlflow.models.SearchModels;
import org.provenote.server.mlflow.models.SetModelTags;
import org.provenote.server.mlflow.runs.CreateRun;
import org.provenote.server.mlflow.runs.DeleteRun;
import org.provenote.server.mlflow.runs.DeleteTag;
import org.provenote.server.mlflow.runs.GetRun;
import org.provenote.server.mlflow.runs.LogBatch;
import org.provenote.server.mlflow.runs.LogInputs;
import org.provenote.server.mlflow.runs.LogMetric;
import org.provenote.server.mlflow.runs.LogModel;
import org.provenote.server.mlflow.runs.LogOutputs;
import org.provenote.server.mlflow.runs.LogParam;
import org.provenote.server.mlflow.runs.RestoreRun;
import org.provenote.server.mlflow.runs.SearchRuns;
import org.provenote.server.mlflow.runs.SetTag;
import org.provenote.server.mlflow.runs.UpdateRun;
import org.provenote.server.notebook.NotebookDeletedRoute;
import org.provenote.server.notebook.NotebookMovedRoute;
import org.provenote.server.notebook.NotebookRunsRoute;
import org.provenote.server.notebook.NotebookSeenRoute;
import org.provenote.server.pages.Site;
import org.provenote.server.versions.DiffRoute;
import org.provenote.server.versions.DiffWithOpenRoute;
import org.provenote.server.versions.NotebookRoute;
import org.provenote.server.versions.RestoreRoute;
import org.provenote.server.versions.VersionRoute;

/** Everything the server answers, in one place. */
final class Contents {
    private Contents() {}

    static List<Route> of(Backend backend, Site site) {
        return Stream.of(
                        Stream.of(
                                new Health(),
                                new Version(),
                                new NotebookRunsRoute(backend, site.pagesPath()),
                                new NotebookMovedRoute(backend),
                                new NotebookDeletedRoute(backend),
                                new NotebookSeenRoute(backend),
                                new ExperimentsRoute(backend),
                                new ExperimentRunsRoute(backend)),
                        versions(backend),
                        Mounted.all(experiments(backend)),
                        Mounted.all(runs(backend)),
                        Mounted.all(loggedModels(backend)),
                        Mounted.all(metrics(backend)),
                        Stream.of(new GetArtifact(backend)),
                        Mounted.all(artifacts(backend)),
                        Mounted.all(StorageAddress.all(backend)),
                        Stream.of(new Graphql(backend)),
                        Mounted.all("3.0", List.of(new ServerInfo(backend), new UiTelemetry())),
                        site.routes(),
                        NoneForUi.all(),
                        NotSupported.all())
                .<Route>flatMap(routes -> routes)
                .toList();
    }

    private static Stream<Route> versions(Backend backend) {
        return Stream.concat(
                Stream.of(new VersionRoute(backend), new NotebookRoute(backend), new DiffRoute(backend)),
                backend.isOfJupyter()
                        ? Stream.of(new DiffWithOpenRoute(backend), new RestoreRoute(backend))
                        : Stream.of());
    }

    private static List<Route> experiments(Backend backend) {
        return List.of(
                new CreateExperiment(backend),
                new GetExperiment(backend),
                new GetExperimentByName(backend),
                new SearchExperiments("GET", backend),
                new SearchExperiments("POST", backend),
                new UpdateExperiment(backend),
                new DeleteExperiment(backend),
                new RestoreExperiment(backend),
                new SetExperimentTag(backend),
                new DeleteExperimentTag(backend),
                new SearchDatasets(backend));
    }

    private static List<Route> runs(Backend backend) {
        return List.of(
                new CreateRun(backend),
                new GetRun(backend),
                new SearchRuns(backend),
                new UpdateRun(backend),
                new DeleteRun(backend),
                new RestoreRun(backend),
                new LogMetric(backend),
                new LogParam(backend),
                new LogBatch(backend),
                new LogInputs(backend),
                new LogModel(backend),
                new LogOutputs(backend),
                new SetTag(backend),
                new DeleteTag(backend));
    }

    private static List<Route> loggedModels(Backend backend) {
        return List.of(
                new CreateModel(backend),
                new SearchModels(backend),
                new GetModel(backend),
                new FinishModel(backend),
                new DeleteModel(backend),
                new SetModelTags(backend),
                new DeleteModelTag(backend),
                new LogModelParams(backend),
                new ListModelArtifacts(backend),
                new GetModelArtifact(backend));
    }

    private static List<Route> metrics(Backend backend) {
        return List.of(new GetHistory(backend), new GetHistoryBulk(backend), new GetHistoryBulkInterval(backend));
    }

    private static List<Route> artifacts(Backend backend) {
        return List.of(
                new ListArtifacts(backend),
                new UploadArtifact(backend),
                new ListProxied(backend),
                new DownloadProxied(backend),
                new UploadProxied(backend),
                new DeleteProxied(backend));
    }
}
