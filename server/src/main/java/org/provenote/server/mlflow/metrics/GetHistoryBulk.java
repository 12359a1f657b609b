package org.provenote.server.mlflow.metrics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.wire.BulkMetricHistoryResponse;
import org.provenote.server.wire.MetricOfRun;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.wire.PythonNumbers;

/** {@code GET /mlflow/metrics/get-history-bulk}: the points of a metric of up to 100 runs, at most 25,000 in all. */
public final class GetHistoryBulk implements Route {
    private static final int MAX_RUNS = 100;
    private static final int MAX_POINTS = 25_000;

    private final Backend backend;

    public GetHistoryBulk(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow/metrics/get-history-bulk";
    }

    @Override
    public Response answer(Request request) {
        List<String> runIds = runIds(request);
        String key = request.query("metric_key")
                .orElseThrow(() -> MlflowException.invalid("GetMetricHistoryBulk request must specify a metric_key."));
        int maxResults = maxResults(request);
        List<MetricOfRun> points = points(runIds, key, maxResults < 0 ? MAX_POINTS : maxResults);
        // As MLflow's slice: a negative number leaves as many out from the end, though here of MAX_POINTS at most.
        int end = maxResults < 0 ? Math.max(0, points.size() + maxResults) : points.size();
        return Response.json(new BulkMetricHistoryResponse(points.subList(0, end)));
    }

    private List<MetricOfRun> points(List<String> runIds, String key, int maxResults) {
        List<MetricOfRun> points = new ArrayList<>();
        TrackingStore store = backend.store();
        for (String runId : runIds.stream().sorted().distinct().toList()) {
            int room = maxResults - points.size();
            if (room > 0) {
                for (Metric m : known(store, runId, key, room)) {
                    points.add(new MetricOfRun(m.key(), m.value(), m.timestamp(), m.step(), runId));
                }
            }
        }
        return points;
    }

    /** A run that is not there has no points: MLflow's bulk query does not look whether it is. */
    private static List<Metric> known(TrackingStore store, String runId, String key, int maxResults) {
        try {
            return store.getMetricHistory(runId, key, maxResults, null).items();
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<String> runIds(Request request) {
        List<String> runIds = request.query().getOrDefault("run_id", List.of());
        if (runIds.isEmpty()) {
            throw MlflowException.invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        if (runIds.size() > MAX_RUNS) {
            throw MlflowException.invalid("GetMetricHistoryBulk request cannot specify more than " + MAX_RUNS
                    + " run_ids. Received " + runIds.size() + " run_ids.");
        }
        return runIds;
    }

    private static int maxResults(Request request) {
        String text = request.query("max_results").orElse(String.valueOf(MAX_POINTS));
        BigInteger asked = PythonNumbers.integer(text)
                .orElseThrow(() ->
                        MlflowException.invalid("Invalid value for parameter 'max_results': expected a whole number."));
        return asked.min(BigInteger.valueOf(MAX_POINTS))
                .max(BigInteger.valueOf(-MAX_POINTS))
                .intValue();
    }
}
