package org.provenote.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.testing.Python;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One random program, played through Python MLflow and through us: every answer and every row must be the same. A longer
 * look: {@code -Dprovenote.calls=20000 -Dprovenote.seeds=3,4,5}.
 */
@Tag("integration")
class SideBySideTest {
    private static final int CALLS = Integer.getInteger("provenote.calls", 800);

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAnswerAndEveryRowIsThatOfPythonMlflow(long seed) throws Exception {
        List<JsonNode> program = CallProgram.of(seed, CALLS);
        Path theirs = Files.createDirectory(folder.resolve("theirs")).resolve("mlflow.db");
        Path ours = Files.createDirectory(folder.resolve("ours")).resolve("mlflow.db");

        List<String> expected = playedByPython(program, theirs);
        List<String> answers = new ArrayList<>();
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(ours))) {
            Player player = new Player(store);
            for (JsonNode call : program) {
                answers.add(player.play(call).toString());
            }
            assertThat(differences(program, expected, answers)).isEmpty();
            assertThat(Tables.of(ours, player.runs())).isEqualTo(Tables.of(theirs, runsByStart(theirs)));
        }
        long refused =
                answers.stream().filter(answer -> answer.contains("error")).count();
        assertThat(refused)
                .as("a program of good and bad calls")
                .isBetween(answers.size() / 20L, answers.size() * 2L / 3);
    }

    static LongStream seeds() {
        return Stream.of(System.getProperty("provenote.seeds", "1,20261123").split(","))
                .mapToLong(Long::parseLong);
    }

    private static List<String> differences(List<JsonNode> program, List<String> theirs, List<String> ours) {
        return IntStream.range(0, program.size())
                .filter(i -> !same(theirs.get(i), ours.get(i)))
                .mapToObj(i -> "%n%s%n  MLflow %s%n  we     %s".formatted(program.get(i), theirs.get(i), ours.get(i)))
                .map(text -> text.replaceAll("v{9,}", "v…"))
                .toList();
    }

    /** Where bad input makes MLflow crash, we say what is bad about it: docs/decisions/0017. */
    private static boolean same(String theirs, String ours) {
        boolean theyCrash = theirs.contains("INTERNAL_ERROR");
        return theirs.equals(ours)
                || theyCrash && ours.contains("INVALID_PARAMETER_VALUE")
                || theyCrash && ours.contains("RESOURCE_DOES_NOT_EXIST");
    }

    private List<String> playedByPython(List<JsonNode> program, Path database)
            throws IOException, InterruptedException {
        Path input = folder.resolve("program.jsonl");
        Files.write(input, program.stream().map(JsonNode::toString).toList());
        Path script = folder.resolve("play.py");
        try (InputStream resource = SideBySideTest.class.getResourceAsStream("play.py")) {
            Files.copy(resource, script);
        }
        Process python = Python.process(
                        database.getParent(),
                        List.of("-W", "ignore", script.toString(), "sqlite:///" + database, "./mlruns"))
                .redirectInput(input.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        try (InputStream output = python.getInputStream()) {
            List<String> lines = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(python.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(python.exitValue())
                    .as(Files.readString(folder.resolve("errors.txt")))
                    .isZero();
            JsonMapper mapper = new JsonMapper();
            return lines.stream().map(line -> mapper.readTree(line).toString()).toList();
        } finally {
            python.destroyForcibly();
        }
    }

    /** The runs that were to be created, in order: programs give each a start that tells its number. */
    private static List<String> runsByStart(Path database) throws SQLException {
        List<String> runs = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.toUri());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT run_uuid, start_time FROM runs ORDER BY start_time")) {
            while (rows.next()) {
                while (runs.size() < rows.getLong(2) - CallProgram.FIRST_START) {
                    runs.add("missing" + runs.size());
                }
                runs.add(rows.getString(1));
            }
        }
        return runs;
    }
}
