package org.provenote.server.mlflow.metrics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.mlflow.MlflowRoute;
import org.provenote.server.wire.MetricOfRun;
import org.provenote.server.wire.SampledMetricHistoryResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.bounds.AnswerTime;
import org.provenote.tracking.bounds.Turns;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/metrics/get-history-bulk-interval}: an even sample of a metric of up to 100 runs, for charts. */
public final class GetHistoryBulkInterval extends MlflowRoute {
    private static final int MAX_RUNS = 100;
    private static final int MAX_RESULTS = 2_500;

    /** Each is in memory as a whole, tens of bytes a point, until it is sampled. */
    private static final Turns WHOLE_HISTORIES = new Turns(
            Runtime.getRuntime().availableProcessors(),
            AnswerTime.LONGEST,
            "Too many histories are read at once; send this request again later.");

    private static final Message MESSAGE = Message.of(
            Field.strings("run_ids")
                    .required()
                    .typed()
                    .atMostElements(
                            MAX_RUNS,
                            "GetMetricHistoryBulkInterval request must specify at most " + MAX_RUNS + " run_ids."),
            Field.string("metric_key").required().typed(),
            Field.whole("start_step").typed(),
            Field.whole("end_step").typed(),
            Field.whole("max_results")
                    .typed()
                    .between(1, MAX_RESULTS, "max_results must be between 1 and " + MAX_RESULTS + "."));

    public GetHistoryBulkInterval(Backend backend) {
        super("GET", "/mlflow/metrics/get-history-bulk-interval", MESSAGE, backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        Steps steps = Steps.of(request);
        int size = request.whole("max_results").map(BigInteger::intValue).orElse(MAX_RESULTS);
        String key = request.string("metric_key");
        long end = System.nanoTime() + AnswerTime.LONGEST.toNanos();
        Map<String, List<Metric>> samples = new HashMap<>();
        List<MetricOfRun> points = new ArrayList<>();
        for (String runId : request.strings("run_ids")) {
            if (System.nanoTime() > end) {
                throw new MlflowException(
                        ErrorCode.TEMPORARILY_UNAVAILABLE, "The histories take too long to read; ask for fewer runs.");
            }
            for (Metric m : samples.computeIfAbsent(runId, id -> sampled(steps, store, id, key, size))) {
                points.add(new MetricOfRun(key, m.value(), m.timestamp(), m.step(), runId));
            }
        }
        return new SampledMetricHistoryResponse(points);
    }

    private static List<Metric> sampled(Steps steps, TrackingStore store, String runId, String key, int size) {
        try (Turns.Turn turn = WHOLE_HISTORIES.take()) {
            return Sample.of(steps.of(store, runId, key), size);
        }
    }

    /** The steps asked for, ends included; they may lie beyond all that a metric can have. */
    private record Steps(Optional<BigInteger> start, Optional<BigInteger> end) {
        static Steps of(Fields request) {
            if (request.has("start_step") != request.has("end_step")) {
                throw MlflowException.invalid(
                        "If either start step or end step are specified, both must be specified.");
            }
            Steps steps = new Steps(request.whole("start_step"), request.whole("end_step"));
            if (steps.start.isPresent() && steps.start.get().compareTo(steps.end.orElseThrow()) > 0) {
                throw MlflowException.invalid("end_step must be greater than start_step. Found start_step="
                        + steps.start.get() + " and end_step=" + steps.end.get() + ".");
            }
            return steps;
        }

        List<Metric> of(TrackingStore store, String runId, String key) {
            List<Metric> within = new ArrayList<>();
            store.eachPoint(runId, key, point -> {
                if (has(BigInteger.valueOf(point.step()))) {
                    within.add(point);
                }
            });
            return within;
        }

        private boolean has(BigInteger step) {
            return start.filter(first -> step.compareTo(first) < 0).isEmpty()
                    && end.filter(last -> step.compareTo(last) > 0).isEmpty();
        }
    }
}
