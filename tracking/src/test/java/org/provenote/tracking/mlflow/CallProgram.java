package org.provenote.tracking.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
    private static final List<String> RUN_FILTERS = Expressions.in("run-filters.txt");
    private static final List<String> RUN_ORDERS = Expressions.in("run-orders.txt");
    private static final List<String> EXPERIMENT_FILTERS = Expressions.in("experiment-filters.txt");
    private static final List<String> EXPERIMENT_ORDERS = Expressions.in("experiment-orders.txt");
    private static final List<List<String>> GOOD_ORDERS = List.of(
            List.of(),
            List.of("metrics.a"),
            List.of("metrics.a DESC", "params.a"),
            List.of("params.a ASC", "start_time"),
            List.of("tags.`b/c` desc", "metrics.`with space`"),
            List.of("attributes.run_name"),
            List.of("status", "created DESC"));

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
        program.searchEverything();
        return program.calls;
    }

    private void any() {
        switch (random.nextInt(32)) {
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
            case 15, 16 -> logInputs();
            case 17 -> call("history", "run", run(), "key", likelyKey(), "size", 1 + random.nextInt(3));
            case 18 -> call("getRun", "run", run());
            case 19 ->
                call("getExperiment", "experiment", pick(List.of(experiment(), "", " 1 ", "+1", "x", "1.0", "-1")));
            case 20 -> call("findExperiment", "name", "exp " + random.nextInt(experiments + 1));
            case 21 -> call("logParam", "run", run(), "key", key(), "value", value());
            case 22 -> call("setTag", "run", run(), "key", key(), "value", value());
            case 23 -> call("logMetric", "run", run(), "metric", metric(key()));
            case 24 -> call("call on no run", "run", pick(List.of("0", "", "a/b", "x".repeat(257), "é", "a b")));
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
            metrics.add(metric(likelyKey()));
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

    private ObjectNode metric(String key) {
        return MAPPER.createObjectNode()
                .put("key", key)
                .put("value", pick(NUMBERS))
                .put("timestamp", random.nextInt(30) == 0 ? -1 : random.nextInt(4))
                .put("step", random.nextInt(5) - 2);
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

    private void searchEverything() {
        for (String filter : RUN_FILTERS) {
            search(filter, List.of());
            search(filter, pick(GOOD_ORDERS));
        }
        for (String order : RUN_ORDERS) {
            search("", List.of(order));
            search("metrics.a > -2", List.of(order, pick(RUN_ORDERS)));
        }
        for (String filter : EXPERIMENT_FILTERS) {
            searchExperiments(filter, List.of());
            searchExperiments(filter, List.of("name DESC"));
        }
        for (String order : EXPERIMENT_ORDERS) {
            searchExperiments("", List.of(order));
            searchExperiments("experiment_id != '2'", List.of(order, pick(EXPERIMENT_ORDERS)));
        }
        List.of("", " ", "\n").forEach(blank -> {
            search(blank, List.of());
            search("", List.of(blank));
            searchExperiments(blank, List.of());
            searchExperiments("", List.of(blank));
        });
    }

    private void search(String filter, List<String> order) {
        List<List<String>> experiments = List.of(
                List.of("0", "1", "2", "3"), List.of("1", "2"), List.of("1", "1", "2", "99"), List.of("1"), List.of());
        call(
                "search",
                "experiments",
                experiments.get(random.nextInt(10) == 0 ? random.nextInt(5) : random.nextInt(3)),
                "filter",
                filter,
                "view",
                view(),
                "orderBy",
                order,
                "size",
                pick(List.of(1, 7, 1_000)));
    }

    private void searchExperiments(String filter, List<String> order) {
        call("searchExperiments", "filter", filter, "view", view(), "orderBy", order, "size", pick(List.of(2, 1_000)));
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
