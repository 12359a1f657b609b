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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.sqlite.SqliteStoreProvider;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One random program, played through Python MLflow and through us: every answer and every row must be the same. */
@Tag("integration")
class SideBySideTest {
    private static final int CALLS = 600;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_123})
    void everyAnswerAndEveryRowIsThatOfPythonMlflow(long seed) throws Exception {
        List<JsonNode> program = CallProgram.of(seed, CALLS);
        Path theirs = Files.createDirectory(folder.resolve("theirs")).resolve("mlflow.db");
        Path ours = Files.createDirectory(folder.resolve("ours")).resolve("mlflow.db");

        List<String> expected = playedByPython(program, theirs);
        List<String> answers = new ArrayList<>();
        try (TrackingStore store = new SqliteStoreProvider().open(TrackingUris.of(ours))) {
            Player player = new Player(store);
            for (int i = 0; i < program.size(); i++) {
                answers.add(player.play(program.get(i)).toString());
                assertThat(answers.get(i)).as("call %s: %s", i, program.get(i)).isEqualTo(expected.get(i));
            }
            assertThat(Tables.of(ours, player.runs())).isEqualTo(Tables.of(theirs, runsByStart(theirs)));
        }
        long refused =
                answers.stream().filter(answer -> answer.contains("error")).count();
        assertThat(refused)
                .as("a program of good and bad calls")
                .isBetween(answers.size() / 20L, answers.size() * 2L / 3);
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
