package org.provenote.tracking.entities;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was logged to a run.
 *
 * @param metrics the latest point of each metric, by MLflow's order: greatest (step, timestamp, value)
 */
public record RunData(List<Metric> metrics, List<Param> params, List<RunTag> tags) {

    public RunData(@Nullable List<Metric> metrics, @Nullable List<Param> params, @Nullable List<RunTag> tags) {
        this.metrics = metrics == null ? List.of() : List.copyOf(metrics);
        this.params = params == null ? List.of() : List.copyOf(params);
        this.tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /** The latest value of the metric {@code key}. */
    public Optional<Double> metric(String key) {
        return metrics.stream()
                .filter(m -> m.key().equals(key))
                .map(Metric::value)
                .findFirst();
    }

    /** The value of the param {@code key}. */
    public Optional<String> param(String key) {
        return params.stream()
                .filter(p -> p.key().equals(key))
                .map(Param::value)
                .findFirst();
    }

    /** The value of the tag {@code key}. */
    public Optional<String> tag(String key) {
        return tags.stream().filter(t -> t.key().equals(key)).map(RunTag::value).findFirst();
    }

    public List<Metric> getMetricsList() {
        return metrics;
    }

    public List<Param> getParamsList() {
        return params;
    }

    public List<RunTag> getTagsList() {
        return tags;
    }
}
