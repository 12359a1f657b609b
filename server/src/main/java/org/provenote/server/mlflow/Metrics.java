package org.provenote.server.mlflow;

import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.tracking.entities.Metric;

/** Points of metrics in requests. */
public final class Metrics {
    public static final Message MESSAGE =
            Message.of(Field.string("key"), Field.real("value"), Field.int64("timestamp"), Field.int64("step"));

    private Metrics() {}

    public static Metric of(Fields point) {
        return new Metric(
                point.string("key"),
                point.real("value"),
                point.integer("timestamp").orElse(0L),
                point.integer("step").orElse(0L));
    }
}
