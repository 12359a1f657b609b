package org.provenote.server.mlflow.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.MetricOfRun;
import org.provenote.server.wire.SampledMetricHistoryResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/metrics/get-history-bulk-interval}: an even sample of a metric of up to 100 runs, for charts. */
public final class GetHistoryBulkInterval extends MlflowRoute {
    private static final int MAX_RUNS = 100;
    private static final int MAX_RESULTS = 2_500;

    /** Each is in memory as a whole, tens of bytes a point, until it is sampled. */
    private static final Semaphore WHOLE_HISTORIES =
            new Semaphore(Runtime.getRuntime().availableProcessors());

    private static final Message MESSAGE = Message.of(
            Field.strings("run_ids")
                    .required()
                    .typed()
                    .atMostElements(
                            MAX_RUNS,
                            "GetMetricHistoryBulkInterval request must specify at most " + MAX_RUNS + " run_ids."),
            Field.string("metric_key").required().typed(),
            Field.int64("start_step").typed(),
            Field.int64("end_step").typed(),
            Field.int32("max_results")
                    .typed()
                    .between(1, MAX_RESULTS, "max_results must be between 1 and " + MAX_RESULTS + "."));

    public GetHistoryBulkInterval(Backend backend) {
        super("GET", "/mlflow/metrics/get-history-bulk-interval", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        Steps steps = Steps.of(request);
        int size = request.integer("max_results").orElse((long) MAX_RESULTS).intValue();
        String key = request.string("metric_key");
        List<MetricOfRun> points = new ArrayList<>();
        for (String runId : request.strings("run_ids")) {
            for (Metric m : sampled(steps, store, runId, key, size)) {
                points.add(new MetricOfRun(key, m.value(), m.timestamp(), m.step(), runId));
            }
        }
        return new SampledMetricHistoryResponse(points);
    }

    private static List<Metric> sampled(Steps steps, TrackingStore store, String runId, String key, int size) {
        WHOLE_HISTORIES.acquireUninterruptibly();
        try {
            return Sample.of(steps.of(store, runId, key), size);
        } finally {
            WHOLE_HISTORIES.release();
        }
    }

    /** The steps asked for, ends included. */
    private record Steps(long start, long end) {
        static Steps of(Fields request) {
            if (request.has("start_step") != request.has("end_step")) {
                throw MlflowException.invalid(
                        "If either start step or end step are specified, both must be specified.");
            }
            Steps steps = new Steps(
                    request.integer("start_step").orElse(Long.MIN_VALUE),
                    request.integer("end_step").orElse(Long.MAX_VALUE));
            if (steps.start > steps.end) {
                throw MlflowException.invalid("end_step must be greater than start_step. Found start_step="
                        + steps.start + " and end_step=" + steps.end + ".");
            }
            return steps;
        }

        List<Metric> of(TrackingStore store, String runId, String key) {
            List<Metric> within = new ArrayList<>();
            store.eachPoint(runId, key, point -> {
                if (point.step() >= start && point.step() <= end) {
                    within.add(point);
                }
            });
            return within;
        }
    }
}
