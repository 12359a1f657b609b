package org.provenote.server.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values that were once read, kept or shown in another form than MLflow's; for a server with a run and a logged model. */
final class OnceMisread {
    private static final String API = "/api/2.0/mlflow/";
    private static final String RUN = "\"run_id\":\"$run0$\"";

    private OnceMisread() {}

    static List<Exchange> requests() {
        return Stream.of(history(), refusals(), noMessages(), bothSpellings(), choices(), batches(), steps(), tokens())
                .flatMap(List::stream)
                .toList();
    }

    /** Models of a run: real numbers, the character DEL, times that say nothing, and schemas without columns. */
    private static List<Exchange> history() {
        List<Exchange> requests = new ArrayList<>(List.of(
                model(
                        "1700000000.5",
                        "\"flavors\":{\"f\":{\"lr\":0.0005,\"n\":12345678.0,\"e\":1e-05,\"d\":\"\\u007f\"}}"),
                model("null", "\"flavors\":{},\"model_uuid\":\"u\""),
                model("1", "\"flavors\":{},\"model_uuid\":null"),
                model("\"t\"", "\"flavors\":{},\"signature\":{\"inputs\":\"[]\",\"outputs\":null}"),
                model("\"t\"", "\"flavors\":{},\"signature\":{\"inputs\":null,\"outputs\":\"[ ]\"}"),
                model("\"t\"", "\"flavors\":{},\"signature\":{\"inputs\":\"[{\\\"type\\\":\\\"long\\\"}]\"}"),
                model("\"t\"", "\"flavors\":{},\"signature\":{\"inputs\":\"{}\"}"),
                model("\"t\"", "\"flavors\":{},\"signature\":null")));
        for (String time : List.of("null", "\"\"", "0", "-0.0", "false", "[]", "{}", "true", "1e400", "NaN", "7")) {
            requests.add(model(time, "\"flavors\":{}"));
        }
        requests.add(Exchange.get(API + "runs/get?run_id=$run0$"));
        return requests;
    }

    private static Exchange model(String time, String fields) {
        String json = "{\"artifact_path\":\"m\",\"run_id\":\"r\",\"utc_time_created\":" + time + "," + fields + "}";
        return post("runs/log-model", RUN + ",\"model_json\":\"" + escaped(json) + "\"");
    }

    /** What is wrong is named in the words of the refusal. */
    private static List<Exchange> refusals() {
        return Stream.of("0.0005", "12345678.0", "[1e-7,{\"b\":1,\"a\":\"\\u007f\"}]")
                .map(value -> post("runs/update", "\"run_id\":" + value))
                .toList();
    }

    /** In the place of a message: what protobuf cannot read, and what to it is one without fields. */
    private static List<Exchange> noMessages() {
        return Stream.of(
                        "[1]",
                        "[null]",
                        "[1,\"2\"]",
                        "[true]",
                        "[1.5]",
                        "[\"key\"]",
                        "[[\"key\"]]",
                        "[\"x\",\"value\"]",
                        "[\"x\"]",
                        "[]",
                        "\"key\"")
                .map(tag -> post(
                        "runs/create",
                        "\"experiment_id\":\"0\",\"tags\":[" + tag + "],\"start_time\":5,\"run_name\":\"r\""))
                .toList();
    }

    /** Behind what is not readable. */
    private static List<Exchange> bothSpellings() {
        return List.of(
                post("runs/create", "\"experiment_id\":\"0\",\"user_id\":7,\"run_name\":\"a\",\"runName\":\"b\""),
                post("runs/create", "\"experiment_id\":\"0\",\"user_id\":7,\"run_name\":null,\"runName\":null"),
                post(
                        "runs/log-inputs",
                        "\"run_id\":7,\"datasets\":[null,{\"dataset\":{\"sourceType\":\"s\",\"source_type\":\"s\"}}]"),
                post("runs/log-batch", "\"run_id\":7,\"metrics\":{\"model_id\":\"\",\"modelId\":\"\"}"));
    }

    /** Numbers of more than 32 bits. */
    private static List<Exchange> choices() {
        List<Exchange> requests = new ArrayList<>();
        for (String number : List.of(
                "4294967297",
                "\"4294967298\"",
                "4294967298.0",
                "-4294967295",
                "4294967296",
                "4611686018427387905",
                "9223372036854775807",
                "18446744073709551617",
                "2147483648",
                "-2147483648")) {
            requests.add(post("runs/update", RUN + ",\"status\":" + number));
            requests.add(post("experiments/search", "\"max_results\":5,\"view_type\":" + number));
        }
        for (String number : List.of("4294967298", "\"4294967296\"", "18446744073709551618")) {
            requests.add(Exchange.of(
                    "PATCH", API + "logged-models/$model0$", "{\"model_id\":\"$model0$\",\"status\":" + number + "}"));
        }
        return requests;
    }

    /** Beyond 64 bits: numbers all the same, of which one alone, or the larger first, is refused. */
    private static List<Exchange> steps() {
        return Stream.of(
                        "start_step=9223372036854775808",
                        "end_step=-9223372036854775809",
                        "start_step=99999999999999999999&end_step=5",
                        "start_step=0&end_step=-9223372036854775809",
                        "start_step=%205%20&end_step=4")
                .map(steps -> Exchange.get(
                        "/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids=$run0$&metric_key=m&" + steps))
                .toList();
    }

    /** Of a search for models in no experiment: one that names none either is another's. */
    private static List<Exchange> tokens() {
        return Stream.of("{\"offset\": 1}", "{\"offset\": 1, \"experiment_ids\": []}")
                .map(token -> Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
                .map(token -> post("logged-models/search", "\"experiment_ids\": [], \"page_token\": \"" + token + "\""))
                .toList();
    }

    /** Longer than any may be, with a key in the middle that none may have. */
    private static List<Exchange> batches() {
        return List.of(
                batch("params", 101, "\"v\""),
                batch("tags", 101, "\"v\""),
                batch("metrics", 1_001, "1,\"timestamp\":1"));
    }

    private static Exchange batch(String kind, int count, String value) {
        String all = IntStream.range(0, count)
                .mapToObj(i -> "{\"key\":\"" + (i == 5 ? "a/../b" : "k" + i) + "\",\"value\":" + value + "}")
                .collect(Collectors.joining(","));
        return post("runs/log-batch", RUN + ",\"" + kind + "\":[" + all + "]");
    }

    private static String escaped(String json) {
        return json.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Exchange post(String path, String fields) {
        return Exchange.post(API + path, "{" + fields + "}");
    }
}
