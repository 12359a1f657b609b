package org.provenote.server.mlflow.metrics;

import java.io.OutputStream;
import java.util.function.Consumer;
import org.provenote.server.json.Json;
import org.provenote.server.json.Writers;
import org.provenote.tracking.entities.Metric;
import tools.jackson.core.JsonGenerator;

/** Writes {@code {"metrics": [...]}} point by point, as each comes. */
final class PointWriter implements Consumer<Metric>, AutoCloseable {
    private final JsonGenerator json;

    PointWriter(OutputStream out) {
        json = Json.generator(out);
        json.writeStartObject();
        json.writeArrayPropertyStart("metrics");
    }

    @Override
    public void accept(Metric point) {
        Writers.metric(point, json);
    }

    @Override
    public void close() {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
