package org.provenote.server.mlflow.metrics;

import java.io.OutputStream;
import java.util.function.Consumer;
import org.provenote.server.json.Json;
import org.provenote.server.json.Writers;
import org.provenote.tracking.entities.Metric;
import tools.jackson.core.JsonGenerator;

/** Writes {@code {"metrics": [...]}} point by point, as each comes. */
final class PointWriter implements Consumer<Metric> {
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

    /** To be called once all points are written: an answer that was cut short must not look like a whole one. */
    void end() {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
