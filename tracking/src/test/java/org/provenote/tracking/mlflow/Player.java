package org.provenote.tracking.mlflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays a program of tracking calls on a store of ours; the counterpart of {@code play.py}. */
final class Player {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TrackingStore store;
    private final List<String> runs = new ArrayList<>();

    Player(TrackingStore store) {
        this.store = store;
    }

    /** The runs that were to be created, in order; those that were refused have no id of a run. */
    List<String> runs() {
        return runs;
    }

    /** The outcome of one call: its result or the code of its error. */
    JsonNode play(JsonNode call) throws InterruptedException {
        if (text(call, "call").endsWith("Experiment")) {
            // So that no two times of experiments, which searches sort by, are the same.
            Thread.sleep(2);
        }
        Map<String, @Nullable Object> outcome = new TreeMap<>();
        try {
            outcome.put("result", result(call));
        } catch (MlflowException e) {
            outcome.put("error", e.errorCode().name());
        }
        return MAPPER.valueToTree(outcome);
    }

    private @Nullable Object result(JsonNode c) {
        switch (text(c, "call")) {
            case "createExperiment" -> {
                String location = c.has("location") ? text(c, "location") : null;
                List<ExperimentTag> tags = pairs(c, "tags").stream()
                        .map(p -> new ExperimentTag(p.get(0), p.get(1)))
                        .toList();
                return store.createExperiment(new NewExperiment(text(c, "name"), location, tags));
            }
            case "renameExperiment" -> store.renameExperiment(text(c, "experiment"), text(c, "name"));
            case "deleteExperiment" -> store.deleteExperiment(text(c, "experiment"));
            case "restoreExperiment" -> store.restoreExperiment(text(c, "experiment"));
            case "setExperimentTag" ->
                store.setExperimentTag(text(c, "experiment"), new ExperimentTag(text(c, "key"), text(c, "value")));
            case "deleteExperimentTag" -> store.deleteExperimentTag(text(c, "experiment"), text(c, "key"));
            case "createRun" -> {
                runs.add("missing" + runs.size());
                runs.set(runs.size() - 1, store.createRun(newRun(c)).info().runId());
            }
            case "updateRun" -> store.updateRun(run(c), update(c));
            case "deleteRun" -> store.deleteRun(run(c));
            case "restoreRun" -> store.restoreRun(run(c));
            case "logBatch" -> store.logBatch(run(c), batch(c));
            case "deleteTag" -> store.deleteTag(run(c), text(c, "key"));
            case "logInputs" -> store.logInputs(run(c), List.of(input(c)));
            case "logParam" -> store.logBatch(run(c), Batch.of(new Param(text(c, "key"), text(c, "value"))));
            case "setTag" -> store.logBatch(run(c), Batch.of(new RunTag(text(c, "key"), text(c, "value"))));
            case "logMetric" -> store.logBatch(run(c), Batch.of(metric(c.get("metric"))));
            case "call on no run" -> store.logBatch(text(c, "run"), Batch.of(new RunTag("a", "b")));
            case "getRun" -> {
                return shown(store.getRun(run(c)));
            }
            case "getExperiment" -> {
                return shown(store.getExperiment(text(c, "experiment")));
            }
            case "findExperiment" -> {
                return store.findExperiment(text(c, "name")).map(Player::shown).orElse(null);
            }
            case "history" -> {
                return allPages(token -> store.getMetricHistory(
                                run(c), text(c, "key"), c.get("size").asInt(), token))
                        .stream()
                        .map(m -> List.of(python(m.value()), m.timestamp(), m.step()))
                        .toList();
            }
            case "search" -> {
                Stream<Integer> found = allPages(
                                token -> store.searchRuns(search(c).pageToken(token)))
                        .stream()
                        .map(run -> runs.indexOf(run.info().runId()));
                return (byId(c) ? found.sorted() : found).toList();
            }
            case "searchExperiments" -> {
                return allPages(token -> store.searchExperiments(experimentSearch(c, token))).stream()
                        .map(Experiment::experimentId)
                        .toList();
            }
            default -> throw new IllegalArgumentException(c.toString());
        }
        return null;
    }

    /** Ids are random: what is sorted by them can only be compared as a set. */
    private static boolean byId(JsonNode c) {
        String order = c.get("orderBy").toString();
        return order.contains("run_id") || order.contains("artifact_uri");
    }

    private static <T> List<T> allPages(Function<@Nullable String, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        Page<T> page = pages.apply(null);
        all.addAll(page.items());
        while (page.nextPageToken() != null) {
            page = pages.apply(page.nextPageToken());
            all.addAll(page.items());
        }
        return all;
    }

    private Map<String, Object> shown(Run run) {
        RunInfo info = run.info();
        return new TreeMap<>(Map.of(
                "name", info.runName(),
                "experiment", info.experimentId(),
                "user", info.userId(),
                "status", info.status().name(),
                "times", Arrays.asList(info.startTime(), info.endTime()),
                "stage", info.lifecycleStage().toString(),
                "metrics",
                        sorted(run.data().metrics(), m -> List.of(m.key(), python(m.value()), m.timestamp(), m.step())),
                "params", sorted(run.data().params(), p -> List.of(p.key(), p.value())),
                "tags", sorted(run.data().tags(), t -> List.of(t.key(), t.value())),
                "inputs", sorted(run.inputs().datasetInputs(), Player::shown)));
    }

    private static List<String> shown(DatasetInput input) {
        List<String> words =
                new ArrayList<>(List.of(input.dataset().name(), input.dataset().digest()));
        input.tags().forEach(tag -> words.add(tag.key() + "=" + tag.value()));
        return words;
    }

    private static List<Object> shown(Experiment experiment) {
        return List.of(
                experiment.name(),
                experiment.lifecycleStage().toString(),
                sorted(experiment.tags(), t -> List.of(t.key(), t.value())));
    }

    private static <T> List<? extends List<?>> sorted(List<T> items, Function<T, List<?>> words) {
        return items.stream()
                .map(words)
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    private static ExperimentSearch experimentSearch(JsonNode c, @Nullable String token) {
        return new ExperimentSearch(text(c, "filter"), view(c), c.get("size").asInt(), texts(c.get("orderBy")), token);
    }

    private static NewRun newRun(JsonNode c) {
        return new NewRun(
                text(c, "experiment"),
                text(c, "user"),
                text(c, "name"),
                c.get("start").asLong(),
                tags(c));
    }

    private static RunUpdate update(JsonNode c) {
        String status = text(c, "status");
        return new RunUpdate(
                status.isEmpty() ? null : RunStatus.valueOf(status),
                c.get("end").isNull() ? null : c.get("end").asLong(),
                text(c, "name"));
    }

    private static Batch batch(JsonNode c) {
        List<Metric> metrics =
                c.get("metrics").values().stream().map(Player::metric).toList();
        List<Param> params = pairs(c, "params").stream()
                .map(p -> new Param(p.get(0), p.get(1)))
                .toList();
        return new Batch(metrics, params, tags(c));
    }

    private static Metric metric(JsonNode m) {
        return new Metric(
                text(m, "key"),
                number(text(m, "value")),
                m.get("timestamp").asLong(),
                m.get("step").asLong());
    }

    private static DatasetInput input(JsonNode c) {
        List<String> d = texts(c.get("dataset"));
        List<InputTag> tags = pairs(c, "tags").stream()
                .map(p -> new InputTag(p.get(0), p.get(1)))
                .toList();
        return new DatasetInput(tags, new Dataset(d.get(0), d.get(1), d.get(2), d.get(3), null, null));
    }

    private static RunSearch search(JsonNode c) {
        return new RunSearch(
                texts(c.get("experiments")),
                text(c, "filter"),
                view(c),
                c.get("size").asInt(),
                texts(c.get("orderBy")),
                null);
    }

    private static ViewType view(JsonNode c) {
        return ViewType.valueOf(text(c, "view").toUpperCase(Locale.ROOT));
    }

    private String run(JsonNode c) {
        return runs.get(c.get("run").asInt());
    }

    private static List<RunTag> tags(JsonNode c) {
        return pairs(c, "tags").stream()
                .map(p -> new RunTag(p.get(0), p.get(1)))
                .toList();
    }

    private static List<List<String>> pairs(JsonNode c, String name) {
        return c.get(name).values().stream().map(Player::texts).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }

    private static String text(JsonNode c, String name) {
        return c.get(name).asString();
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** As Python prints it, for the values that programs use. */
    private static String python(double value) {
        return Double.isNaN(value)
                ? "nan"
                : Double.toString(value).replace("E308", "e+308").replace("1.0E-300", "1e-300");
    }
}
