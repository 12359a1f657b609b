package org.provenote.server.mlflow.metrics;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.MetricHistoryResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.search.PageToken;
import org.provenote.tracking.store.TrackingStore;

/** {@code GET /mlflow/metrics/get-history}: all points of a metric, streamed, or one page when {@code max_results} is given. */
public final class GetHistory implements Route {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.string("run_uuid"),
            Field.string("metric_key").typed().required(),
            Field.string("page_token").typed(),
            Field.int32("max_results"));

    /** MLflow's limit for one page. */
    private static final int MAX_PAGE = 25_000;

    /** Points that are read before the answer begins; more are read again as it is written. */
    private static final int IN_MEMORY = 1_000;

    private final Backend backend;

    public GetHistory(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow/metrics/get-history";
    }

    @Override
    public Response answer(Request request) throws IOException {
        Fields fields = MESSAGE.of(request);
        return fields.has("max_results") ? page(fields) : all(fields);
    }

    private Response page(Fields fields) {
        long maxResults = fields.integer("max_results").orElseThrow();
        if (maxResults <= 0) {
            throw MlflowException.invalid("Invalid value " + maxResults
                    + " for parameter 'max_results' supplied. It must be a positive integer.");
        }
        Page<Metric> page = backend.store()
                .getMetricHistory(
                        fields.runId(),
                        fields.string("metric_key"),
                        (int) Math.min(maxResults, MAX_PAGE),
                        fields.text("page_token").orElse(null));
        return Response.json(new MetricHistoryResponse(page.items(), page.nextPageToken()));
    }

    /** A first page, so that an unknown run shows before anything is answered; then all of it, as it is read. */
    private Response all(Fields fields) {
        TrackingStore store = backend.store();
        String runId = fields.runId();
        String key = fields.string("metric_key");
        String begin = fields.text("page_token").orElse(null);
        Page<Metric> first = store.getMetricHistory(runId, key, IN_MEMORY, begin);
        return first.nextToken().isEmpty()
                ? Response.json(new MetricHistoryResponse(first.items(), null))
                : Response.stream("application/json", out -> write(store, runId, key, PageToken.offset(begin), out));
    }

    private static void write(TrackingStore store, String runId, String key, long skipped, OutputStream out)
            throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 64 * 1024);
        PointWriter points = new PointWriter(buffered);
        AtomicLong met = new AtomicLong();
        store.eachPoint(runId, key, point -> {
            if (met.incrementAndGet() > skipped) {
                points.accept(point);
            }
        });
        points.end();
        buffered.flush();
    }
}
