package org.provenote.tracking.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A long random sequence of tracking calls, good and bad ones; the same seed gives the same sequence. */
final class CallProgram {
    /** When the first run starts; each later one starts a millisecond after the one before. */
    static final int FIRST_START = 1_000;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> KEYS =
            List.of("a", "b/c", "with space", "größe", "x.y-z_1:2", "", "a*b", "../up", "k".repeat(251));
    private static final List<String> VALUES =
            List.of("1", "2", "", "ü – 'quoted' \"too\" %_", "v".repeat(9_000), "GOOD", "good");
    private static final List<String> NUMBERS = List.of("0.5", "-3", "nan", "inf", "-inf", "1e-300", "7", "0.1");
    private static final List<String> FILTERS = List.of(
            "",
            "metrics.a > 0",
            "metric.a != 7 and params.a = '1'",
            "metrics.`with space` <= 0.5",
            "metrics.a >= -3 AND metrics.a < 8 AND metrics.\"b/c\" != 0",
            "params.a LIKE '%o%'",
            "params.a ILIKE 'g%'",
            "params.`größe` != '1'",
            "tags.a = 'good'",
            "tags.a IS NULL",
            "params.a IS NOT NULL AND tags.`b/c` IS NOT NULL",
            "attributes.status = 'FINISHED'",
            "attributes.status != 'RUNNING' AND start_time > 1005",
            "run_name LIKE 'run%1%'",
            "attributes.`Run name` ILIKE 'RUN%'",
            "attribute.user_id = 'ada'",
            "end_time <= 2500",
            "created >= 1003.5",
            "artifact_uri LIKE '%artifacts'",
            "dataset.name = 'wine'",
            "datasets.digest IN ('d1', 'd2')",
            "dataset.context NOT IN ('test')",
            "dataset.name LIKE 'w%' AND dataset.context = 'train'",
            "run_id IN ('x', \"y\")",
            "run_id NOT IN ('x')",
            "tags.mlflow.runName = 'run 3'",
            "metrics.a = '1'",
            "params.a > '1'",
            "params.a = 1",
            "status IN ('RUNNING')",
            "nonsense = '1'",
            "metrics.a",
            "metrics.a > 1 metrics.b/c > 2",
            "start_time = 'x'",
            "dataset.size = '1'",
            "metrics.a IS NULL");
    private static final List<List<String>> ORDERS = List.of(
            List.of(),
            List.of("metrics.a"),
            List.of("metrics.a DESC"),
            List.of("params.a ASC", "start_time"),
            List.of("tags.`b/c` desc", "metrics.`with space`"),
            List.of("attributes.run_name"),
            List.of("end_time DESC"),
            List.of("status", "created DESC"),
            List.of("nothing"),
            List.of("metrics.a sideways"));
    private static final List<String> EXPERIMENT_FILTERS = List.of(
            "",
            "name LIKE 'exp%'",
            "name ILIKE '%P 1%'",
            "tags.a = 'good'",
            "tag.a IS NULL",
            "tags.a != '1' AND attribute.name != 'exp 1'",
            "creation_time > 5",
            "last_update_time < 5",
            "experiment_id IN ('1', '2')",
            "experiment_id = '1'",
            "experiment_id > '1'",
            "creation_time > 5.5",
            "metrics.a > 1",
            "name IN ('a')");

    private final Random random;
    private final List<JsonNode> calls = new ArrayList<>();
    private int experiments = 1;
    private int runs;

    private CallProgram(long seed) {
        this.random = new Random(seed);
    }

    static List<JsonNode> of(long seed, int length) {
        CallProgram program = new CallProgram(seed);
        program.createExperiment();
        program.createRun();
        while (program.calls.size() < length) {
            program.any();
        }
        EXPERIMENT_FILTERS.forEach(program::searchExperiments);
        FILTERS.forEach(program::search);
        return program.calls;
    }

    private void any() {
        switch (random.nextInt(24)) {
            case 0 -> createExperiment();
            case 1 -> call("renameExperiment", "experiment", experiment(), "name", "exp " + random.nextInt(9));
            case 2 ->
                call(random.nextInt(4) == 0 ? "deleteExperiment" : "restoreExperiment", "experiment", experiment());
            case 3 -> call("restoreExperiment", "experiment", experiment());
            case 4 -> call("setExperimentTag", "experiment", experiment(), "key", key(), "value", value());
            case 5 -> call("deleteExperimentTag", "experiment", experiment(), "key", key());
            case 6, 7, 8 -> createRun();
            case 9, 10 -> updateRun();
            case 11 -> call("deleteRun", "run", run());
            case 12, 13 -> call("restoreRun", "run", run());
            case 14 -> call("deleteTag", "run", run(), "key", key());
            case 15 -> logInputs();
            case 16 -> call("history", "run", run(), "key", KEYS.get(random.nextInt(5)));
            default -> logBatch();
        }
    }

    private void createExperiment() {
        boolean located = random.nextInt(4) == 0;
        List<Object> call =
                new ArrayList<>(List.of("name", random.nextInt(12) == 0 ? "" : "exp " + experiments, "tags", tags()));
        if (located) {
            call.addAll(List.of("location", "s3://bucket/some/place"));
        }
        call("createExperiment", call.toArray());
        experiments++;
    }

    private void createRun() {
        call(
                "createRun",
                "experiment",
                runs == 0 ? "1" : experiment(),
                "user",
                random.nextBoolean() ? "ada" : "",
                "start",
                FIRST_START + runs,
                "name",
                "run " + runs,
                "tags",
                random.nextBoolean() ? List.of() : List.of(List.of("a", value()), List.of("b/c", value())));
        runs++;
    }

    private void updateRun() {
        List<String> statuses = List.of("FINISHED", "FAILED", "KILLED", "RUNNING", "SCHEDULED", "");
        call(
                "updateRun",
                "run",
                run(),
                "status",
                pick(statuses),
                "end",
                random.nextBoolean() ? 2_000 + random.nextInt(1_000) : null,
                "name",
                random.nextInt(4) == 0 ? "renamed " + random.nextInt(50) : "");
    }

    private void logBatch() {
        List<Object> metrics = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            metrics.add(MAPPER.createObjectNode()
                    .put("key", likelyKey())
                    .put("value", pick(NUMBERS))
                    .put("timestamp", random.nextInt(30) == 0 ? -1 : random.nextInt(4))
                    .put("step", random.nextInt(5) - 2));
        }
        call(
                "logBatch",
                "run",
                run(),
                "metrics",
                metrics,
                "params",
                random.nextInt(3) == 0 ? tags() : List.of(),
                "tags",
                tags());
    }

    private void logInputs() {
        String digest = "d" + random.nextInt(3);
        call(
                "logInputs",
                "run",
                run(),
                "dataset",
                List.of(random.nextBoolean() ? "wine" : "iris", digest, "local", "{\"uri\": \"" + digest + "\"}"),
                "tags",
                List.of(List.of("mlflow.data.context", random.nextBoolean() ? "train" : "test")));
    }

    private void search(String filter) {
        for (List<String> order : ORDERS) {
            List<String> ids = List.of("0", "1", "2", "3");
            call("search", "experiments", ids, "filter", filter, "view", view(), "orderBy", order);
        }
    }

    private void searchExperiments(String filter) {
        List<List<String>> orders = List.of(List.of("experiment_id"), List.of("name DESC"), List.of("tags.a"));
        call("searchExperiments", "filter", filter, "view", view(), "orderBy", pick(orders));
    }

    private List<List<String>> tags() {
        List<List<String>> tags = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add(List.of(likelyKey(), value()));
        }
        // A new experiment with one key twice is an error of the database layer in MLflow.
        return tags.size() == 2 && tags.get(0).get(0).equals(tags.get(1).get(0)) ? tags.subList(0, 1) : tags;
    }

    private String view() {
        return pick(List.of("active_only", "deleted_only", "all"));
    }

    private String experiment() {
        return Integer.toString(random.nextInt(10) == 0 ? experiments : random.nextInt(Math.max(1, experiments - 1)));
    }

    private int run() {
        return random.nextInt(runs);
    }

    private String key() {
        return pick(KEYS);
    }

    private String likelyKey() {
        return random.nextInt(15) == 0 ? key() : KEYS.get(random.nextInt(5));
    }

    private String value() {
        return pick(VALUES);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void call(String name, Object... fields) {
        java.util.Map<String, Object> call = new java.util.LinkedHashMap<>();
        call.put("call", name);
        for (int i = 0; i < fields.length; i += 2) {
            call.put((String) fields[i], fields[i + 1]);
        }
        calls.add(MAPPER.valueToTree(call));
    }
}
