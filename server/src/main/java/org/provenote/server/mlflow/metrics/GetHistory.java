package org.provenote.server.mlflow.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.json.Json;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.server.wire.MetricHistoryResponse;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;

/** {@code GET /mlflow/metrics/get-history}: all points of a metric, streamed, or one page when {@code max_results} is given. */
public final class GetHistory implements Route {
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.string("run_uuid"),
            Field.string("metric_key").typed().required(),
            Field.string("page_token").typed(),
            Field.int32("max_results"));

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
                        (int) Math.min(maxResults, History.PAGE),
                        fields.text("page_token").orElse(null));
        return Response.json(new MetricHistoryResponse(page.items(), page.nextPageToken()));
    }

    private Response all(Fields fields) {
        History history = new History(backend.store(), fields.runId(), fields.string("metric_key"));
        return Response.stream("application/json", out -> write(history, out));
    }

    /** An object of one list, as MLflow writes it; without the list when there are no points, as protobuf does. */
    private static void write(History history, OutputStream out) throws IOException {
        String before = "{\"metrics\":[";
        while (history.hasNext()) {
            for (Metric point : history.next()) {
                out.write(before.getBytes(StandardCharsets.UTF_8));
                Json.write(out, point);
                before = ",";
            }
        }
        out.write((before.equals(",") ? "]}" : "{}").getBytes(StandardCharsets.UTF_8));
    }
}
