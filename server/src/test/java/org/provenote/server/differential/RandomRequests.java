package org.provenote.server.differential;

import java.util.List;
import java.util.Random;

/** A random client: mostly sensible requests about things it made before, and some that no server should accept. */
final class RandomRequests {
    private static final String API = "/api/2.0/mlflow/";
    private static final List<String> TEXTS =
            List.of("a", "b", "x y", "ü", "", "0", "-1", "a/b", "..", "'", "\\\"", "%", "longer than the others", "🐦");
    private static final List<String> KEYS =
            List.of("loss", "r2", "p", "q", "a b", "a/b", "a.b-c_d", "../x", "a//b", "", "/a", "*");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1.5",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-Infinity\"",
            "1e300",
            "\"2.5\"",
            "true",
            "\"x\"",
            "null",
            "[]");
    private static final List<String> INTEGERS =
            List.of("0", "1", "2", "7", "\"3\"", "-1", "1.5", "\"x\"", "null", "9007199254740993");
    private static final List<String> FILTERS = List.of(
            "",
            "metrics.loss > 0",
            "metrics.loss <= 1 and params.p = 'a'",
            "params.p LIKE '%a%'",
            "tags.q != 'a'",
            "attributes.status = 'RUNNING'",
            "status = 'FINISHED'",
            "attributes.run_name ILIKE 'N%'",
            "metrics.`a b` > 0",
            "run_id IN ('x')",
            "metrics.loss > 'a'",
            "params.p = 1",
            "nonsense",
            "metrics.loss",
            "attributes.nope = 'x'",
            "start_time > 0",
            "tags.`mlflow.runName` = 'n1'",
            "params.q IS NULL",
            "params.p IS NOT NULL");
    private static final List<String> ORDERS = List.of(
            "",
            "\"metrics.loss DESC\"",
            "\"params.p\"",
            "\"attributes.start_time ASC\", \"tags.q\"",
            "\"run_name DESC\"",
            "\"nonsense order here\"",
            "\"metrics.`a b` ASC\"");

    private final Random random;
    private final OddRequests odd;
    private final RandomModelRequests models;
    private int runs;
    private int experiments;
    private int names;

    RandomRequests(long seed) {
        this.random = new Random(seed);
        this.odd = new OddRequests(random);
        this.models = new RandomModelRequests(random, this::runId, this::experimentId);
    }

    Exchange next() {
        Exchange request = sensible();
        return random.nextInt(5) == 0 ? odd.of(request) : request;
    }

    private Exchange sensible() {
        return switch (random.nextInt(32)) {
            case 0 -> createExperiment();
            case 1, 2 -> createRun();
            case 3, 4, 5 -> post("runs/log-metric", metric(true));
            case 6, 7 -> post("runs/log-parameter", pair(run()));
            case 8 -> post("runs/set-tag", pair(run()));
            case 9 -> post("runs/delete-tag", "{" + run() + ",\"key\":\"" + pick(KEYS) + "\"}");
            case 10, 11 -> logBatch();
            case 12, 13 -> Exchange.get(API + "runs/get?run_id=" + runId());
            case 14, 15, 16 -> searchRuns();
            case 17 -> history();
            case 18 -> post("runs/update", update());
            case 19 -> post(random.nextBoolean() ? "runs/delete" : "runs/restore", "{" + run() + "}");
            case 20 -> post("experiments/set-experiment-tag", pair(experiment()));
            case 21 -> Exchange.get(API + "experiments/get?experiment_id=" + experimentId());
            case 22 -> searchExperiments();
            case 23 -> post("experiments/update", "{" + experiment() + ",\"new_name\":\"" + name() + "\"}");
            case 24 ->
                random.nextInt(3) > 0
                        ? post("experiments/restore", "{" + experiment() + "}")
                        : post("experiments/delete", "{" + experiment() + "}");
            case 25 -> inputs();
            case 26, 27, 28, 29, 30 -> models.next();
            default -> bulk();
        };
    }

    private Exchange createExperiment() {
        String tags = random.nextBoolean() ? ",\"tags\":[{\"key\":\"k\",\"value\":\"" + pick(TEXTS) + "\"}]" : "";
        String name = random.nextInt(5) == 0 ? pick(TEXTS) : name();
        experiments++;
        return post("experiments/create", "{\"name\":\"" + name + "\"" + tags + "}");
    }

    private Exchange createRun() {
        runs++;
        String tags = random.nextBoolean()
                ? ",\"tags\":[{\"key\":\"mlflow.user\",\"value\":\"me\"},{\"key\":\"q\",\"value\":\"" + pick(TEXTS)
                        + "\"}]"
                : "";
        return post(
                "runs/create",
                "{" + experiment() + ",\"user_id\":\"me\",\"start_time\":" + (1000 + runs) + ",\"run_name\":\"n"
                        + random.nextInt(4) + "\"" + tags + "}");
    }

    private String metric(boolean withRun) {
        return "{" + (withRun ? run() + "," : "") + "\"key\":\"" + pick(KEYS) + "\",\"value\":" + pick(NUMBERS)
                + ",\"timestamp\":" + pick(INTEGERS)
                + (random.nextBoolean() ? ",\"step\":" + pick(INTEGERS) : "") + "}";
    }

    private Exchange logBatch() {
        StringBuilder body = new StringBuilder("{").append(run());
        if (random.nextInt(4) > 0) {
            body.append(",\"metrics\":[")
                    .append(metric(false))
                    .append(",")
                    .append(metric(false))
                    .append("]");
        }
        if (random.nextBoolean()) {
            body.append(",\"params\":[").append(pair("")).append("]");
        }
        if (random.nextBoolean()) {
            body.append(",\"tags\":[").append(pair("")).append("]");
        }
        return post("runs/log-batch", body.append("}").toString());
    }

    private Exchange searchRuns() {
        return post(
                "runs/search",
                "{\"experiment_ids\":[\"" + experimentId() + "\",\"0\"],\"filter\":\"" + pick(FILTERS)
                        + "\",\"order_by\":[" + pick(ORDERS) + "],\"run_view_type\":\""
                        + pick(List.of("ACTIVE_ONLY", "DELETED_ONLY", "ALL", "nope")) + "\",\"max_results\":"
                        + pick(List.of("5", "1000", "0", "-1", "50001", "\"7\"")) + "}");
    }

    private Exchange searchExperiments() {
        return post(
                "experiments/search",
                "{\"max_results\":" + pick(List.of("100", "2", "0")) + ",\"filter\":\""
                        + pick(List.of("", "name LIKE 'e%'", "tags.k = 'a'", "attribute.name = 'e1'", "nope"))
                        + "\",\"view_type\":\"" + pick(List.of("ACTIVE_ONLY", "DELETED_ONLY", "ALL"))
                        + "\",\"order_by\":["
                        + pick(List.of("\"experiment_id\"", "\"name DESC\"")) + "]}");
    }

    private Exchange history() {
        String max = random.nextBoolean() ? "" : "&max_results=" + pick(List.of("1", "0", "5"));
        return Exchange.get(API + "metrics/get-history?run_id=" + runId() + "&metric_key="
                + pick(List.of("loss", "r2", "nope")) + max);
    }

    private Exchange bulk() {
        return Exchange.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids=" + runId()
                + "&metric_key=loss&max_results=" + pick(List.of("1", "2", "10", "0")));
    }

    private Exchange inputs() {
        return post(
                "runs/log-inputs",
                "{" + run() + ",\"datasets\":[{\"tags\":[{\"key\":\"mlflow.data.context\",\"value\":\"train\"}],"
                        + "\"dataset\":{\"name\":\"d" + random.nextInt(2)
                        + "\",\"digest\":\"x\",\"source_type\":\"local\",\"source\":\"{}\"}}]}");
    }

    private String update() {
        return "{" + run()
                + pick(List.of(
                        ",\"status\":\"FINISHED\",\"end_time\":5000",
                        ",\"run_name\":\"n9\"",
                        ",\"status\":\"FAILED\"",
                        ",\"status\":\"nope\"",
                        ",\"run_name\":\"\"",
                        ",\"end_time\":\"7\"",
                        ""))
                + "}";
    }

    private String pair(String before) {
        return "{" + before + (before.isEmpty() ? "" : ",") + "\"key\":\"" + pick(KEYS) + "\",\"value\":\""
                + pick(TEXTS) + "\"}";
    }

    private String run() {
        return "\"run_id\":\"" + runId() + "\"";
    }

    private String runId() {
        return random.nextInt(30) == 0 || runs == 0 ? "nope" : "$run" + random.nextInt(runs) + "$";
    }

    private String experiment() {
        return "\"experiment_id\":\"" + experimentId() + "\"";
    }

    private String experimentId() {
        return random.nextInt(20) == 0 ? "99" : String.valueOf(random.nextInt(Math.min(experiments, 5) + 1));
    }

    private String name() {
        return "e" + names++;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Exchange post(String path, String body) {
        return Exchange.post(API + path, body);
    }
}
