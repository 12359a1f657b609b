package org.provenote.server.differential;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What a random client does with logged models. */
final class RandomModelRequests {
    private static final String MODELS = "/api/2.0/mlflow/logged-models";
    private static final String RUNS = "/api/2.0/mlflow/runs/";
    private static final List<String> KEYS = List.of("k", "slope", "a b", "ü", "");
    private static final List<String> VALUES = List.of("a", "b", "", "🐦", "'");
    private static final List<String> FILTERS = List.of(
            "",
            "name = 'n1'",
            "name != 'n1' AND metrics.loss > 0",
            "name LIKE 'n%'",
            "name IN ('n1', 'n2')",
            "metrics.loss <= 2",
            "metrics.loss > 0 AND metrics.acc < 5",
            "params.k = 'a'",
            "tags.k ILIKE 'A'",
            "tags.`a b` = 'b'",
            "model_type = 'agent'",
            "status = 'READY'",
            "creation_timestamp > 0",
            "attributes.name = 'n2'",
            "creation_time < 5",
            "nonsense",
            "name > 'a'",
            "metrics.loss LIKE 'a'",
            "metrics.loss > 'x'",
            "params.k IS NULL",
            "colour.x = 'a'");
    private static final List<String> ORDERS = List.of(
            "",
            "{\"field_name\":\"name\"}",
            "{\"field_name\":\"name\",\"ascending\":false}",
            "{\"field_name\":\"metrics.loss\"}",
            "{\"field_name\":\"metrics.loss\",\"ascending\":false,\"dataset_name\":\"d1\"}",
            "{\"field_name\":\"creation_time\"},{\"field_name\":\"metrics.acc\"}",
            "{\"field_name\":\"params.k\"}",
            "{\"field_name\":\"nope\"}",
            "{\"ascending\":\"yes\",\"field_name\":\"name\"}");

    private final Random random;
    private final Supplier<String> run;
    private final Supplier<String> experiment;
    private int models;

    RandomModelRequests(Random random, Supplier<String> run, Supplier<String> experiment) {
        this.random = random;
        this.run = run;
        this.experiment = experiment;
    }

    Exchange next() {
        return switch (random.nextInt(15)) {
            case 0, 1 -> create();
            case 2 -> Exchange.get(MODELS + "/" + model() + pick(List.of("", "?allow_deleted=true")));
            case 3 -> finish();
            case 4 ->
                Exchange.of("PATCH", MODELS + "/" + model() + "/tags", "{\"tags\":[" + pair() + "," + pair() + "]}");
            case 5 -> delete();
            case 6 -> params();
            case 7, 8 -> search();
            case 9 -> metric();
            case 10 -> batch();
            case 11 -> outputs();
            case 12 -> inputs();
            case 13 -> history();
            default ->
                Exchange.get(MODELS + "/" + model() + "/artifacts/directories"
                        + pick(List.of("", "?artifact_directory_path=a", "?artifact_directory_path=..")));
        };
    }

    private Exchange create() {
        models++;
        return Exchange.post(
                MODELS,
                "{\"experiment_id\":\"" + experiment.get() + "\",\"name\":\""
                        + pick(List.of("n1", "n2", "n 3", "ü", "a/b")) + "\""
                        + pick(List.of("", ",\"model_type\":\"agent\"", ",\"source_run_id\":\"" + run.get() + "\""))
                        + pick(List.of("", ",\"params\":[" + pair() + "]", ",\"tags\":[" + pair() + "]")) + "}");
    }

    private Exchange finish() {
        String model = model();
        return Exchange.of(
                "PATCH",
                MODELS + "/" + model,
                "{\"model_id\":\"" + model + "\",\"status\":"
                        + pick(List.of(
                                "2", "\"LOGGED_MODEL_UPLOAD_FAILED\"", "\"LOGGED_MODEL_READY\"", "\"nope\"", "7", "0"))
                        + "}");
    }

    private Exchange delete() {
        return random.nextInt(4) == 0
                ? new Exchange("DELETE", MODELS + "/" + model(), "", "")
                : new Exchange(
                        "DELETE", MODELS + "/" + model() + "/tags/" + pick(List.of("k", "slope", "nope")), "", "");
    }

    private Exchange params() {
        String model = model();
        return Exchange.post(
                MODELS + "/" + model + "/params", "{\"model_id\":\"" + model + "\",\"params\":[" + pair() + "]}");
    }

    private Exchange search() {
        return Exchange.post(
                MODELS + "/search",
                "{\"experiment_ids\":[\"" + experiment.get() + "\",\"0\"],\"filter\":\"" + pick(FILTERS)
                        + "\",\"order_by\":["
                        + pick(ORDERS) + "]"
                        + pick(List.of("", "", ",\"max_results\":2", ",\"max_results\":0", ",\"page_token\":\"nope\""))
                        + pick(List.of(
                                "",
                                "",
                                ",\"datasets\":[{\"dataset_name\":\"d1\",\"dataset_digest\":\"x\"}]",
                                ",\"datasets\":[{\"dataset_name\":\"d1\"}]",
                                ",\"datasets\":[{\"dataset_digest\":\"x\"}]"))
                        + "}");
    }

    private Exchange metric() {
        return Exchange.post(RUNS + "log-metric", "{\"run_id\":\"" + run.get() + "\"," + point() + "}");
    }

    private Exchange batch() {
        return Exchange.post(
                RUNS + "log-batch",
                "{\"run_id\":\"" + run.get() + "\",\"metrics\":[{" + point() + "},{" + point() + "}]"
                        + pick(List.of("", ",\"params\":[" + pair() + "]"))
                        + pick(List.of("", ",\"tags\":[" + pair() + "]", ",\"tags\":[{\"key\":\"a/../b\"}]")) + "}");
    }

    private String point() {
        return "\"key\":\"" + pick(List.of("loss", "acc")) + "\",\"value\":"
                + pick(List.of("0", "1", "2.5", "\"NaN\"", "\"Infinity\""))
                + ",\"timestamp\":" + pick(List.of("1", "2")) + ",\"step\":" + random.nextInt(3) + ",\"model_id\":\""
                + model()
                + "\""
                + pick(List.of(
                        "",
                        ",\"dataset_name\":\"d1\"",
                        ",\"dataset_name\":\"d1\",\"dataset_digest\":\"x\"",
                        ",\"dataset_name\":\"d2\",\"dataset_digest\":\"x\""));
    }

    private Exchange outputs() {
        return Exchange.post(
                RUNS + "outputs",
                "{\"run_id\":\"" + run.get() + "\",\"models\":[{\"model_id\":\"" + model() + "\",\"step\":"
                        + pick(List.of("0", "3", "\"4\"")) + "}]}");
    }

    private Exchange inputs() {
        return Exchange.post(
                RUNS + "log-inputs",
                "{\"run_id\":\"" + run.get() + "\",\"models\":[{\"model_id\":\"" + model() + "\"}]}");
    }

    /** Four of these are longer than any other tag may be. */
    private Exchange history() {
        String flavor = "f".repeat(2_500);
        return Exchange.post(
                RUNS + "log-model",
                "{\"run_id\":\"" + run.get()
                        + "\",\"model_json\":\"{\\\"artifact_path\\\":\\\"m\\\",\\\"flavors\\\":{\\\"f\\\":\\\""
                        + flavor + "\\\"},\\\"utc_time_created\\\":\\\"t\\\",\\\"run_id\\\":\\\"r\\\"}\"}");
    }

    private String pair() {
        return "{\"key\":\"" + pick(KEYS) + "\",\"value\":\"" + pick(VALUES) + "\"}";
    }

    private String model() {
        return random.nextInt(20) == 0 || models == 0 ? "m-nope" : "$model" + random.nextInt(models) + "$";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
