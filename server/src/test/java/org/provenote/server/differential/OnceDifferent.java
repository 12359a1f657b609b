package org.provenote.server.differential;

import java.util.List;

/** Requests that longer games found to be answered differently, each as small as it gets. */
final class OnceDifferent {
    private static final String API = "/api/2.0/mlflow/";
    private static final String AJAX = "/ajax-api/2.0/mlflow/";
    private static final String PROXY = "/api/2.0/mlflow-artifacts/";

    static final List<Exchange> REQUESTS = List.of(
            // Locations: kept as they are, and none that leads the server to a host of a client's choice.
            create("{\"name\":\"kept\",\"artifact_location\":\"/data/../a//b/\"}"),
            create("{\"name\":\"fragment\",\"artifact_location\":\"s3://b/a#f\"}"),
            create("{\"name\":\"params\",\"artifact_location\":\"a;b\"}"),
            create("{\"name\":\"query\",\"artifact_location\":\"s3://b/a?x=%2e%2e\"}"),
            create("{\"name\":\"query\",\"artifact_location\":\"s3://b/a?x=1\"}"),
            create("{\"name\":\"host\",\"artifact_location\":\"http://elsewhere/x\"}"),
            create("{\"name\":\"host\",\"artifact_location\":\"mlflow-artifacts://elsewhere/x\"}"),
            create("{\"name\":\"host\",\"artifact_location\":\"HDFS://elsewhere/x\"}"),
            create("{\"name\":\"machine\",\"artifact_location\":\"file://elsewhere/x\"}"),
            create("{\"name\":\"own\",\"artifact_location\":\"mlflow-artifacts:/77\"}"),
            // A tag twice.
            create("{\"name\":\"twice\",\"tags\":[{\"key\":\"k\",\"value\":\"1\"},{\"key\":\"k\",\"value\":\"2\"}]}"),
            post(
                    "runs/create",
                    "{\"experiment_id\":\"0\",\"start_time\":1,\"tags\":[{\"key\":\"k\",\"value\":\"1\"},{\"key\":\"k\",\"value\":\"1\"}]}"),
            Exchange.post(
                    API + "logged-models",
                    "{\"experiment_id\":\"0\",\"name\":\"twice\",\"tags\":[{\"key\":\"k\",\"value\":\"1\"},{\"key\":\"k\",\"value\":\"2\"}]}"),
            // A search in a query: its fields are read in the order of the message, up to the first that is wrong.
            Exchange.get(API + "experiments/search?view_type=4&max_results=5"),
            Exchange.get(API + "experiments/search?view_type=0&max_results=0"),
            Exchange.get(API + "experiments/search?max_results=5&filter=name+LIKE+'%25'"),
            post("experiments/search", "{\"max_results\":\"nan\",\"filter\":1,\"view_type\":\"ACTIVE_ONLY\"}"),
            // What MLflow's UI asks of a gateway where there is none.
            Exchange.get(AJAX + "gateway-proxy?gateway_path=api/2.0/endpoints/"),
            // A run, its model, a dataset that says less than nothing, and the time 0.
            post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":2,\"run_name\":\"r\"}"),
            model(
                    "{\\\"artifact_path\\\":\\\"m\\\",\\\"flavors\\\":{},\\\"utc_time_created\\\":1.5,\\\"run_id\\\":null}"),
            model(
                    "{\\\"artifact_path\\\":null,\\\"flavors\\\":{\\\"f\\\":{\\\"config\\\":1}},\\\"utc_time_created\\\":\\\"t\\\",\\\"run_id\\\":\\\"r\\\"}"),
            post(
                    "runs/log-inputs",
                    "{\"run_id\":\"$run0$\",\"datasets\":[{\"dataset\":{\"name\":\"d\",\"digest\":\"1\",\"source_type\":\"l\","
                            + "\"source\":\"s\",\"schema\":\"\",\"profile\":\"\"}}]}"),
            post("runs/update", "{\"run_id\":\"$run0$\",\"status\":\"FINISHED\",\"end_time\":0}"),
            metric("\"timestamp\":\"1_0\",\"step\":\"\u0663\""),
            metric("\"timestamp\":\"1__0\""),
            metric("\"timestamp\":1,\"value\":\"1_0.5\""),
            post(
                    "runs/log-batch",
                    "{\"run_id\":\"$run0$\",\"metrics\":[{\"key\":\"m\",\"value\":1,\"timestamp\":1,\"run_id\":[]}],"
                            + "\"tags\":[{\"key\":\"late\",\"value\":\"never\"}]}"),
            post("runs/search", "{\"experiment_ids\":[\"\"]}"),
            post("runs/search", "[\"x\"]"),
            // No condition, a blank of no keyboard, and times that are no doubles.
            search("AND"),
            search("and and"),
            search("metrics.k\\u00a0>\\u20031"),
            post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":9007199254740993}"),
            search("start_time = 9007199254740993"),
            search("attributes.start_time >= 9007199254740992 AND start_time != 9007199254740992"),
            search("start_time > 9.007199254740992e15"),
            // Tokens with more in them, or less, than ours have.
            page("eyJvZmZzZXQiOjIsIngiOjF9"),
            page("eyJvZmZzZXQiOiAyLjl9"),
            page("eyJvZmZzZXQiOi0xfQ=="),
            page("eyJvZmZzZXQiOnRydWV9"),
            page("eyJvZmZzZXQiOiIxXzAifQ=="),
            page("eyJvZmZzZXQiOjB9"),
            page("eyJvZmZzZXQiOiIwIn0="),
            page("eyJvZmZzZXQiOm51bGx9"),
            page("e30="),
            page("eyJ4IjoxfQ=="),
            page("eyJvZmZz\\nZXQiOjJ9"),
            page("eyJvZmZzZXQiOjJ"),
            // A time that is no double, and no 18 digits either.
            post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":1700000000000000001}"),
            search("start_time = 1700000000000000001"),
            search("start_time >= 1700000000000000001 AND start_time < 99999999999999999999"),
            // Numbers as MLflow writes them, and as it does not.
            search("metrics.k > .5e5"),
            search("metrics.k > 5.e5"),
            search("metrics.k > 1e+5"),
            search("metrics.k > 1.5e-3"),
            search("metrics.k > 5. AND metrics.k < .5"),
            // Whole names in quotes, before a direction.
            ordered("runs/search", "`metrics.m` DESC"),
            ordered("runs/search", "\\\"attributes.start_time\\\" ASC"),
            ordered("runs/search", "`params.a b` DESC"),
            ordered("runs/search", "`metrics.m`"),
            ordered("experiments/search", "`attribute.name` DESC"),
            // Numbers at the end of names, and quotes that stand before a dot.
            ordered("runs/search", "metrics.layer.1 DESC"),
            ordered("runs/search", "params.1 ASC"),
            ordered("experiments/search", "`attribute`.name ASC"),
            post("experiments/search", "{\"max_results\":5,\"filter\":\"`tags`.a = '1'\"}"),
            post("experiments/search", "{\"max_results\":5,\"filter\":\"`attribute`.`name` = 'kept'\"}"),
            search("metrics\\u00a0.k > 1"),
            // Locations: schemes in capitals, queries that are encoded twice, params, and what hides a scheme.
            create("{\"name\":\"capitals\",\"artifact_location\":\"S3://Bucket/A\"}"),
            create("{\"name\":\"twice encoded\",\"artifact_location\":\"s3://b/a?x=%252e%252e\"}"),
            create("{\"name\":\"half encoded\",\"artifact_location\":\"s3://b/a?x=%zz%2e%2e\"}"),
            create("{\"name\":\"two params\",\"artifact_location\":\"x;v;\"}"),
            create("{\"name\":\"hidden\",\"artifact_location\":\"ht\\ntp://elsewhere/x\"}"),
            // Locations that are no folders.
            create("{\"name\":\"databricks\",\"artifact_location\":\"databricks\"}"),
            create("{\"name\":\"blank\",\"artifact_location\":\" s3://b/a\"}"),
            create("{\"name\":\"here\",\"artifact_location\":\"file://localhost/a%20b\"}"),
            post("runs/create", "{\"experiment_id\":\"6\",\"start_time\":4,\"run_name\":\"behind a blank\"}"),
            // A tag twice, where the experiment is not there or deleted.
            post("runs/create", twice("77")),
            post("experiments/delete", "{\"experiment_id\":\"7\"}"),
            post("runs/create", twice("7")),
            // A tag twice, beside two names.
            post(
                    "runs/create",
                    "{\"experiment_id\":\"0\",\"start_time\":4,\"run_name\":\"one\",\"tags\":[{\"key\":\"mlflow.runName\","
                            + "\"value\":\"two\"},{\"key\":\"mlflow.runName\",\"value\":\"two\"}]}"),
            // Two names, and no experiment.
            post(
                    "runs/create",
                    "{\"start_time\":4,\"run_name\":\"one\",\"tags\":[{\"key\":\"mlflow.runName\",\"value\":\"two\"}]}"),
            // Datasets in the order of their first use, in each context.
            post("runs/log-inputs", used("train")),
            post("runs/create", "{\"experiment_id\":\"0\",\"start_time\":3}"),
            post("runs/log-inputs", used("eval").replace("$run0$", "$run1$")),
            Exchange.post(AJAX + "experiments/search-datasets", "{\"experiment_ids\":[\"0\"]}"),
            // MLflow's own spelling of a page of models.
            models("\"max_results\":2,\"page_token\":\"eyJleHBlcmltZW50X2lkcyI6IFsiMCJdLCAiZmlsdGVyX3N0cmluZyI6IG51bGws"
                    + "ICJvcmRlcl9ieSI6IG51bGwsICJvZmZzZXQiOiAyfQ==\""),
            Exchange.get(AJAX + "metrics/get-history-bulk?run_id=$run0$&metric_key=m&max_results=1_0"),
            // The latest of two that are as great.
            post(
                    "runs/log-batch",
                    "{\"run_id\":\"$run0$\",\"metrics\":[{\"key\":\"zero\",\"value\":-0.0,\"timestamp\":1,\"step\":0},"
                            + "{\"key\":\"zero\",\"value\":\"NaN\",\"timestamp\":1,\"step\":0}]}"),
            Exchange.get(API + "runs/get?run_id=$run0$"),
            Exchange.get(AJAX + "metrics/get-history-bulk?run_id=$run0$&metric_key=m&max_results=99999999999999999999"),
            Exchange.get(AJAX + "metrics/get-history-bulk?run_id=$run0$&metric_key=m&max_results=-1"),
            Exchange.get(AJAX + "metrics/get-history-bulk?run_id=$run0$&metric_key=m&max_results=-100"),
            Exchange.get(
                    API + "metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=k&start_step=1700000000001"),
            Exchange.get(API + "metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=k&start_step=-1700000000001"
                    + "&end_step=1700000000001"),
            Exchange.get(API + "metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=k&max_results=1%20"),
            Exchange.get(API + "metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=k&max_results=1_0"),
            Exchange.get(API + "metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=k&max_results=2501%20"),
            Exchange.get(API
                    + "metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=k&max_results=99999999999999999999"),
            new Exchange(
                    "POST",
                    "/ajax-api/2.0/mlflow/experiments/search-datasets",
                    "application/json",
                    "{\"experiment_ids\":[\"0\"]}"),
            // Addresses in a storage: a request that is in order is not supported, any other is wrong.
            parts("create", "{\"path\":\"x\",\"num_parts\":2}"),
            parts("create", "{\"num_parts\":2}"),
            parts("complete", "{\"path\":\"x\"}"),
            parts("complete", "{\"path\":\"x\",\"parts\":[]}"),
            parts("abort", "{\"path\":\"x\",\"upload_id\":1}"),
            signed("upload", "{\"run_id\":\"$run0$\",\"model_id\":\"m\",\"path\":\"x\"}"),
            signed("upload", "{\"run_id\":\"$run0$\",\"path\":\"../x\"}"),
            signed("upload", "{\"run_id\":\"$run0$\",\"path\":\"x\"}"),
            signed("upload", "{\"model_id\":\"nope\",\"path\":\"x\"}"),
            signed("download", "{\"run_id\":\"$run0$\"}"),
            signed("download", "{\"run_id\":\"$run0$\",\"path\":\"x\",\"expiration\":604801}"),
            signed("download", "{\"run_id\":\"$run0$\",\"path\":\"x\",\"expiration\":-1}"),
            signed("download", "{\"run_id\":\"nope\",\"path\":\"x\"}"),
            // Paths: slashes at the front, and methods that a path does not have.
            Exchange.get("//api/2.0/mlflow/runs/get?run_id=$run0$"),
            Exchange.get("/api/2.0/mlflow/artifacts/list?run_id=$run0$"),
            Exchange.of("OPTIONS", API + "runs/create", ""),
            // Keys in any script, without marks of their own and with numbers that are no digits.
            post("runs/set-tag", "{\"run_id\":\"$run0$\",\"key\":\"e\u0301\",\"value\":\"v\"}"),
            post("runs/set-tag", "{\"run_id\":\"$run0$\",\"key\":\"m\u00b2\",\"value\":\"v\"}"),
            post("runs/set-tag", "{\"run_id\":\"$run0$\",\"key\":\"a\u203f\",\"value\":\"v\"}"),
            // Space in IS NULL.
            search("tags.k IS  NULL"),
            search("tags.k IS\\tNULL"),
            search("tags.k is  NOT NULL"),
            search("tags.k IS NOT  NULL"),
            // Logged models: names of metrics to the letter, and text without quotes.
            Exchange.post(
                    API + "logged-models",
                    "{\"experiment_id\":\"0\",\"name\":\"bare\",\"params\":[{\"key\":\"lr\",\"value\":\"0.01\"}]}"),
            models("\"order_by\":[{\"field_name\":\"metrics.val/acc\"}]"),
            models("\"order_by\":[{\"field_name\":\"metrics.val acc desc\"}]"),
            models("\"order_by\":[{\"field_name\":\"metrics.\"}]"),
            models("\"order_by\":[{\"field_name\":\"params.lr\"}]"),
            models("\"filter\":\"params.lr = 0.01\""),
            models("\"filter\":\"name = my-model\""),
            models("\"filter\":\"metrics.val/acc > 0.5 AND params.learning-rate = '0.1'\""),
            models("\"filter\":\"name = bare\""),
            models("\"filter\":\"name = 1\""),
            models("\"filter\":\"name = bare.v1.x\""),
            models("\"filter\":\"metrics.loss < inf AND metrics.loss < Infinity\""),
            models("\"filter\":\"metrics.loss != nan\""),
            models("\"filter\":\"creation_timestamp > inf\""),
            Exchange.post(
                    API + "logged-models",
                    "{\"experiment_id\":\"0\",\"name\":\"quoted\",\"params\":[{\"key\":\"p\",\"value\":\"it's\\nC:\\\\d\\\\x\\u00e9\"}]}"),
            models("\"filter\":\"params.p IN ('it\\\\'s\\\\nC:\\\\d\\\\\\\\x\\\\xe9')\""),
            models("\"filter\":\"params.p NOT IN ('it\\\\x27s\\\\12C:\\\\d\\\\\\\\x\\\\u00e9')\""),
            models("\"filter\":\"name IN ('\\\\U00000071uoted', 'bare')\""),
            models("\"order_by\":[{\"field_name\":\"name DESC\"}]"),
            models("\"order_by\":[{\"field_name\":\"`name`\"}]"),
            models("\"order_by\":[{\"field_name\":\"attributes.name\"}]"),
            // A field in both spellings, deep inside.
            post(
                    "runs/log-inputs",
                    "{\"run_id\":\"$run0$\",\"datasets\":[{\"dataset\":{\"name\":\"n\",\"digest\":\"d\",\"source_type\":\"s\","
                            + "\"sourceType\":\"s\",\"source\":\"s\"}}]}"),
            post(
                    "runs/log-batch",
                    "{\"run_id\":\"$run0$\",\"metrics\":[{\"key\":\"both\",\"value\":1,\"timestamp\":1,"
                            + "\"model_id\":\"\",\"modelId\":\"\"}]}"),
            // Metrics of a model that is not there.
            post(
                    "runs/log-batch",
                    "{\"run_id\":\"$run0$\",\"metrics\":[{\"key\":\"of\",\"value\":1,\"timestamp\":1,\"model_id\":\"m-no\"}],"
                            + "\"params\":[{\"key\":\"of\",\"value\":\"v\"}],\"tags\":[{\"key\":\"of\",\"value\":\"v\"}]}"),
            // A run's name that is empty, beside one and alone.
            named("\"run_name\":\"beside\","),
            named(""),
            // A dataset in an empty context.
            post(
                    "runs/log-inputs",
                    "{\"run_id\":\"$run0$\",\"datasets\":[{\"dataset\":{\"name\":\"e\",\"digest\":\"1\",\"source_type\":\"l\","
                            + "\"source\":\"s\"},\"tags\":[{\"key\":\"mlflow.data.context\",\"value\":\"\"}]}]}"),
            Exchange.post(AJAX + "experiments/search-datasets", "{\"experiment_ids\":[\"0\"]}"),
            // Text that ends with a backslash, and quotes that only look like an end.
            search("tags.w = 'C:\\\\d\\\\'"),
            search("tags.w LIKE '%\\\\'"),
            search("tags.w = 'a\\\\' AND tags.v = 'b'"),
            search("tags.w = 'a'''"),
            search("tags.w = 'a''"),
            // More models than a page has, and none at all.
            models("\"max_results\":50001"),
            models("\"max_results\":2147483647"),
            models("\"filter\":\"name IN ()\""),
            models("\"filter\":\"name NOT IN ( )\""),
            search("tags.w IN ()"),
            // Tags of a model that the body names too.
            tagged("\"model_id\":5,\"tags\":[{\"key\":\"a\",\"value\":\"v\"}]"),
            tagged("\"tags\":[{\"key\":\"b\",\"value\":\"v\"}],\"model_id\":5"),
            tagged("\"model_id\":\"x\",\"modelId\":\"x\",\"tags\":[{\"key\":\"c\",\"value\":\"v\"}]"),
            tagged("\"model_id\":\"other\",\"tags\":[{\"key\":\"d\",\"value\":\"v\"}]"),
            // Ids of runs that could be there.
            batchOf("a\u00e9"),
            batchOf("a\uff11"),
            batchOf("\u00e9a"),
            batchOf("a\u00a0"),
            batchOf("a" + "\ud835\udfd9".repeat(255)),
            batchOf("a".repeat(257)),
            post("runs/log-inputs", "{\"run_id\":\"a\u00e9\",\"datasets\":[]}"),
            // Ids of experiments in Python's spellings.
            Exchange.get(API + "experiments/get?experiment_id=%2B0"),
            Exchange.get(API + "experiments/get?experiment_id=0_0"),
            Exchange.get(API + "experiments/get?experiment_id=%D9%A0"),
            Exchange.get(API + "experiments/get?experiment_id=%C2%A00%C2%85"),
            Exchange.get(API + "experiments/get?experiment_id=0__0"),
            Exchange.get(API + "experiments/get?experiment_id=0.0"),
            // Files whose names are blanks, and a folder's.
            put("a/%20"),
            put("a/%20%20"),
            put("%C2%A0"),
            // The name of a file that is still being written.
            put("a/.artifact.uploading.x"),
            // A file without bytes.
            put("empty"),
            Exchange.get(PROXY + "artifacts?path="),
            Exchange.get(AJAX + "logged-models/m-1/artifacts/files"));

    private OnceDifferent() {}

    private static String used(String context) {
        return "{\"run_id\":\"$run0$\",\"datasets\":[{\"dataset\":{\"name\":\"used\",\"digest\":\"1\",\"source_type\":\"l\","
                + "\"source\":\"s\"},\"tags\":[{\"key\":\"mlflow.data.context\",\"value\":\"" + context + "\"}]}]}";
    }

    private static String twice(String experiment) {
        return "{\"experiment_id\":\"" + experiment
                + "\",\"start_time\":4,\"tags\":[{\"key\":\"k\",\"value\":\"1\"},{\"key\":\"k\",\"value\":\"1\"}]}";
    }

    private static Exchange ordered(String search, String by) {
        String experiments = search.startsWith("runs") ? "\"experiment_ids\":[\"0\"]," : "";
        return post(search, "{" + experiments + "\"max_results\":9,\"order_by\":[\"" + by + "\"]}");
    }

    private static Exchange create(String body) {
        return post("experiments/create", body);
    }

    private static Exchange model(String json) {
        return post("runs/log-model", "{\"run_id\":\"$run0$\",\"model_json\":\"" + json + "\"}");
    }

    private static Exchange named(String name) {
        return post(
                "runs/create",
                "{\"experiment_id\":\"0\",\"start_time\":3," + name
                        + "\"tags\":[{\"key\":\"mlflow.runName\",\"value\":\"\"}]}");
    }

    private static Exchange metric(String fields) {
        return post("runs/log-metric", "{\"run_id\":\"$run0$\",\"key\":\"k\",\"value\":1," + fields + "}");
    }

    private static Exchange search(String filter) {
        return post("runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"" + filter + "\"}");
    }

    private static Exchange page(String token) {
        return post("runs/search", "{\"experiment_ids\":[\"0\"],\"max_results\":1,\"page_token\":\"" + token + "\"}");
    }

    private static Exchange models(String fields) {
        return post("logged-models/search", "{\"experiment_ids\":[\"0\"]," + fields + "}");
    }

    private static Exchange tagged(String fields) {
        return Exchange.of("PATCH", API + "logged-models/$model0$/tags", "{" + fields + "}");
    }

    private static Exchange batchOf(String run) {
        return post("runs/log-batch", "{\"run_id\":\"" + run + "\",\"params\":[{\"key\":\"k\",\"value\":\"v\"}]}");
    }

    private static Exchange put(String path) {
        return new Exchange("PUT", PROXY + "artifacts/" + path, "application/octet-stream", "");
    }

    private static Exchange parts(String step, String body) {
        return Exchange.post(PROXY + "mpu/" + step + "/a", body);
    }

    private static Exchange signed(String way, String body) {
        return post("artifacts/presigned-" + way + "-url", body);
    }

    private static Exchange post(String path, String body) {
        return Exchange.post(API + path, body);
    }
}
