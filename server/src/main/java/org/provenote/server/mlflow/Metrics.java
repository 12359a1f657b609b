package org.provenote.server.mlflow;

import java.util.List;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.ModelMetric;
import org.provenote.tracking.store.TrackingStore;

/** Points of metrics in requests. */
public final class Metrics {
    public static final Message MESSAGE = Message.of(
            Field.string("key"),
            Field.real("value"),
            Field.int64("timestamp"),
            Field.int64("step"),
            Field.string("model_id"),
            Field.string("dataset_name"),
            Field.string("dataset_digest"),
            Field.string("run_id"));

    private Metrics() {}

    public static Metric of(Fields point) {
        if (point.text("dataset_name").isPresent()
                != point.text("dataset_digest").isPresent()) {
            throw MlflowException.invalid("Both dataset_name and dataset_digest must be provided if one is provided");
        }
        return new Metric(
                point.string("key"),
                point.real("value"),
                point.integer("timestamp").orElse(0L),
                point.integer("step").orElse(0L));
    }

    /** Whether any of the points is of a model. */
    public static boolean areOfModels(List<Fields> points) {
        return points.stream().anyMatch(Metrics::isOfModel);
    }

    private static boolean isOfModel(Fields point) {
        return point.text("model_id").isPresent();
    }

    /** Adds those points that are of a model to that model. */
    public static void logOfModels(String runId, List<Fields> points, TrackingStore store) {
        List<ModelMetric> ofModels = points.stream()
                .filter(Metrics::isOfModel)
                .map(point -> ofModel(runId, point))
                .toList();
        if (!ofModels.isEmpty()) {
            store.loggedModels().logMetrics(runId, ofModels);
        }
    }

    private static ModelMetric ofModel(String runId, Fields point) {
        Metric metric = of(point);
        return new ModelMetric(
                metric.key(),
                metric.value(),
                metric.timestamp(),
                metric.step(),
                point.string("model_id"),
                point.text("dataset_name").orElse(null),
                point.text("dataset_digest").orElse(null),
                runId);
    }
}
