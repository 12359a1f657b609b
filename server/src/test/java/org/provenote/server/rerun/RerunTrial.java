package org.provenote.server.rerun;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;
import org.provenote.provenance.session.ExecutedCell;
import org.provenote.provenance.session.ExecutedCell.Outcome;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's folder with runs in it, and the fresh folder in which they were executed again. */
final class RerunTrial {
    static final String NOTEBOOK = "trial.ipynb";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Path root;
    final TrackingStore store;
    final TrackingStore again;
    private final Path fresh;
    private final Path executed;
    private final StringWriter said = new StringWriter();

    RerunTrial(Path temp) throws IOException {
        root = Files.createDirectory(temp.resolve("user"));
        Path folder = Files.createDirectory(temp.resolve("fresh"));
        fresh = folder.resolve("mlflow.db");
        executed = folder.resolve("rerun.ipynb");
        store = TrackingStores.open(TrackingUris.of(root.resolve("mlflow.db")));
        again = TrackingStores.open(TrackingUris.of(fresh));
        executed();
    }

    /** A run of the folder's experiment, from the twentieth to the thirty-ninth second. */
    String run(TrackingStore in, String name, RunTag... tags) {
        return run(in, name, 20, 39, tags);
    }

    String run(TrackingStore in, String name, int start, int end, RunTag... tags) {
        String experiment = in.findExperiment("trial")
                .map(Experiment::experimentId)
                .orElseGet(() -> in.createExperiment(NewExperiment.named("trial")));
        String id = in.createRun(new NewRun(experiment, "u", name, at(start).toEpochMilli(), List.of(tags)))
                .info()
                .runId();
        in.updateRun(id, RunUpdate.ended(RunStatus.FINISHED, at(end).toEpochMilli()));
        return id;
    }

    static RunTag place(int number) {
        return new RunTag(RunTags.SESSION_RUN, Integer.toString(number));
    }

    static void logParam(TrackingStore in, String run, String key, String value) {
        in.logBatch(run, new Batch(List.of(), List.of(new Param(key, value)), List.of()));
    }

    static void logMetric(TrackingStore in, String run, String key, double value) {
        in.logBatch(run, new Batch(List.of(new Metric(key, value, at(35).toEpochMilli(), 0)), List.of(), List.of()));
    }

    /** Gives a run the notebook as it was at its start. */
    void startVersion(String run, String source, String... cells) throws IOException {
        tag(run, RunTags.NOTEBOOK_PATH, NOTEBOOK);
        tag(run, RunTags.REVISION, version(cells));
        tag(run, RunTags.CONTENT_SOURCE, source);
    }

    /** And as it was at its end. */
    void endVersion(String run, String source, String... cells) throws IOException {
        tag(run, RunTags.END_REVISION, version(cells));
        tag(run, RunTags.END_CONTENT_SOURCE, source);
    }

    private String version(String... cells) throws IOException {
        return NotebookVersions.beside(root.resolve(NOTEBOOK), root)
                .save("an id", NOTEBOOK, notebook(cells).getBytes(UTF_8), "for a run")
                .commitId();
    }

    private void tag(String run, String key, String value) {
        store.logBatch(run, new Batch(List.of(), List.of(), List.of(new RunTag(key, value))));
    }

    /**
     * Gives a run the record of its session. The cells, as {@code id source}, start ten seconds after one another and take eight;
     * the run began at the second one's start and ended within the last.
     */
    void session(String run, String... cells) {
        List<ExecutedCell> record = new ArrayList<>();
        for (String cell : cells) {
            int number = record.size() + 1;
            record.add(new ExecutedCell(
                    number,
                    Optional.of(cell.split(" ")[0]),
                    cell.split(" ")[1],
                    at(10 * number),
                    Duration.ofSeconds(8),
                    number == cells.length ? Outcome.RUNNING : Outcome.OK,
                    Optional.empty(),
                    number == cells.length ? Optional.of(run) : Optional.empty()));
        }
        byte[] json = new SessionRecord("JJava", Optional.of(NOTEBOOK), at(39), record).toJson();
        store.artifacts(run).logText(new String(json, UTF_8), RunProvenance.FOLDER + "/" + RunProvenance.SESSION);
    }

    /** The user's file as it is today. */
    void today(String... cells) throws IOException {
        Files.writeString(root.resolve(NOTEBOOK), notebook(cells));
    }

    /** The notebook as the fresh kernel executed it. */
    void executed(String... cells) throws IOException {
        Files.writeString(executed, notebook(cells));
    }

    JsonNode verdict(String run) {
        int ended = execute(new RerunVerdictCommand(), "--fresh=" + fresh, "--executed=" + executed, "--json", run);
        if (ended != 0 && ended != 3) {
            throw new AssertionError("No verdict: " + said);
        }
        return JsonMapper.shared().readTree(said.toString());
    }

    /** How a command ended; what it said on both streams is {@link #said}. */
    int execute(Object command, String... arguments) {
        said.getBuffer().setLength(0);
        return new CommandLine(command)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(Stream.concat(Stream.of("--root=" + root), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    String said() {
        return said.toString();
    }

    /** Cells as {@code id source output@second}: of a code cell without output and its second nothing was executed. */
    static String notebook(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.split(" "))
                .map(cell -> cell(cell[0], cell[1], cell.length == 3 ? cell[2].split("@") : new String[0]))
                .collect(Collectors.joining(",", "{\"cells\": [", "], \"metadata\": {}, \"nbformat\": 4}"));
    }

    private static String cell(String id, String source, String[] output) {
        String timing = output.length < 2
                ? ""
                : "\"execution\": {\"iopub.execute_input\": \"%s\"}".formatted(at(Integer.parseInt(output[1])));
        String outputs = output.length == 0 ? "" : "{\"text\": \"" + output[0] + "\"}";
        return """
            {"cell_type": "code", "id": "%s", "source": "%s", "execution_count": 1, "metadata": {%s}, "outputs": [%s]}""".formatted(id, source, timing, outputs);
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
