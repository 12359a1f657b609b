package org.provenote.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests after which something was once lost, written by halves, or kept though MLflow refuses it. */
final class OnceLost {
    private static final String API = "/api/2.0/mlflow/";
    private static final String RUN = "\"run_id\":\"$run0$\"";
    private static final String HISTORY = "mlflow.log-model.history";

    private OnceLost() {}

    static List<Exchange> requests() {
        List<Exchange> requests = new ArrayList<>(List.of(
                post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":1,\"run_name\":\"r\"}"),
                post("logged-models", "{\"experiment_id\":\"0\",\"name\":\"m\"}")));
        requests.addAll(histories());
        requests.addAll(batches());
        requests.addAll(pointsOfModels());
        requests.addAll(customViews());
        requests.addAll(archivals());
        return requests;
    }

    /** Histories that are longer than any tag's value, and what no history can be added to. */
    private static List<Exchange> histories() {
        String model = "{\\\"artifact_path\\\":\\\"m\\\",\\\"flavors\\\":{\\\"f\\\":\\\"" + "x".repeat(3_000)
                + "\\\"},\\\"utc_time_created\\\":\\\"t\\\",\\\"run_id\\\":\\\"r\\\"}";
        Exchange log = post("runs/log-model", "{" + RUN + ",\"model_json\":\"" + model + "\"}");
        return List.of(
                log, log, log, log, history("[1"), log, history("{}"), log, history("null"), log, history(""), log);
    }

    private static Exchange history(String text) {
        return post("runs/set-tag", "{" + RUN + "," + pair(HISTORY, text) + "}");
    }

    /** Refused by their tags or their size, also where a metric is a model's. */
    private static List<Exchange> batches() {
        return List.of(
                batch(List.of(point(0)), List.of(pair("by half", "p")), List.of(pair("a/../b", "t"))),
                batch(List.of(point(0)), List.of(pair("a/../b", "p")), List.of()),
                batch(points(850), pairs(100), pairs(100)),
                batch(points(800), pairs(100), pairs(100)));
    }

    /** At one time and step of one run, on one dataset and on others. */
    private static List<Exchange> pointsOfModels() {
        String of = point(2_000).replace("}", "");
        return List.of(
                batch(List.of(of + on("d1") + "}"), List.of(), List.of()),
                batch(List.of(of + on("d1") + "}"), List.of(), List.of()),
                batch(List.of(of + on("d2") + "}"), List.of(), List.of()),
                batch(List.of(of + "}"), List.of(), List.of()),
                post("runs/log-metric", "{" + RUN + "," + of.substring(1) + on("d3") + "}"));
    }

    private static List<Exchange> customViews() {
        return List.of(
                experiment("too many", views(51)),
                experiment("full", views(50)),
                tag("1", "mlflow.customView.view50", "v"),
                tag("1", "mlflow.customView.view7", "again"),
                tag("1", "mlflow.customView.vie", "v"),
                tag("77", "mlflow.customView.view1", "v"));
    }

    private static List<Exchange> archivals() {
        List<String> retentions = List.of(
                "",
                "30d",
                "[]",
                "{}",
                "{\\\"type\\\":\\\"duration\\\"}",
                "{\\\"type\\\":\\\"duration\\\",\\\"value\\\":5}",
                "{\\\"type\\\":\\\"duration\\\",\\\"value\\\":\\\"5\\\"}",
                "{\\\"type\\\":\\\"other\\\",\\\"value\\\":\\\"5d\\\"}",
                "{\\\"type\\\":\\\"duration\\\",\\\"value\\\":\\\" 5d\\u00a0\\\"}",
                "{\\\"type\\\":\\\"duration\\\",\\\"value\\\":\\\"" + "1".repeat(32) + "d\\\"}",
                "{\\\"older_than\\\":\\\"0m\\\"}",
                "{\\\"older_than\\\":\\\"12h\\\"}",
                "{\\\"older_than\\\":null}",
                "{\\\"older_than\\\":NaN}");
        List<Exchange> requests = new ArrayList<>();
        for (String key : List.of("mlflow.trace.archivalRetention", "mlflow.trace.archiveNow")) {
            for (String retention : retentions) {
                requests.add(tag("0", key, retention));
            }
            requests.add(experiment(key, List.of(pair(key, "30d"))));
        }
        return requests;
    }

    private static Exchange experiment(String name, List<String> tags) {
        return post(
                "experiments/create",
                "{\"name\":\"" + name + "\",\"tags\":["
                        + tags.stream().map(tag -> "{" + tag + "}").collect(Collectors.joining(",")) + "]}");
    }

    private static Exchange tag(String experiment, String key, String value) {
        return post(
                "experiments/set-experiment-tag",
                "{\"experiment_id\":\"" + experiment + "\"," + pair(key, value) + "}");
    }

    private static Exchange batch(List<String> metrics, List<String> params, List<String> tags) {
        return post(
                "runs/log-batch",
                "{" + RUN + ",\"metrics\":[" + String.join(",", metrics) + "],\"params\":["
                        + params.stream().map(pair -> "{" + pair + "}").collect(Collectors.joining(","))
                        + "],\"tags\":["
                        + tags.stream().map(pair -> "{" + pair + "}").collect(Collectors.joining(",")) + "]}");
    }

    private static List<String> points(int count) {
        return IntStream.range(0, count).mapToObj(OnceLost::point).toList();
    }

    private static String point(int step) {
        return "{\"key\":\"loss\",\"value\":1,\"timestamp\":1,\"step\":" + step + ",\"model_id\":\"$model0$\"}";
    }

    private static String on(String dataset) {
        return ",\"dataset_name\":\"" + dataset + "\",\"dataset_digest\":\"x\"";
    }

    private static List<String> pairs(int count) {
        return IntStream.range(0, count).mapToObj(i -> pair("k" + i, "v")).toList();
    }

    private static List<String> views(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pair("mlflow.customView.view" + i, "v"))
                .toList();
    }

    private static String pair(String key, String value) {
        return "\"key\":\"" + key + "\",\"value\":\"" + value + "\"";
    }

    private static Exchange post(String path, String body) {
        return Exchange.post(API + path, body);
    }
}
