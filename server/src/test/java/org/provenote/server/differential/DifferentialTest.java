package org.provenote.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.ServedFolder;
import org.provenote.testing.MlflowServer;

@Tag("integration")
class DifferentialTest {
    /** A longer game: {@code -Ddifferential.requests=5000 -Ddifferential.seed=7}. */
    private static final int REQUESTS = Integer.getInteger("differential.requests", 400);

    private static final long SEED = Long.getLong("differential.seed", 20261123);

    @TempDir
    Path folder;

    @Test
    void bothServersAnswerTheSameRequestsAlikeAndKeepTheSameRows() throws Exception {
        assertNoDifference(random());
    }

    @Test
    void whatWasOnceAnsweredDifferentlyIsAnsweredAlike() throws Exception {
        assertNoDifference(Stream.concat(OnceDifferent.REQUESTS.stream(), OnceMisread.requests().stream())
                .toList());
    }

    @Test
    void whatWasOnceLostIsKeptAndWhatWasOnceKeptByHalvesIsNot() throws Exception {
        assertNoDifference(OnceLost.requests());
    }

    /** Neither in what both servers answer nor in the rows that they keep. */
    private void assertNoDifference(List<Exchange> requests) throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        try (MlflowServer mlflow = MlflowServer.in(theirs);
                ServedFolder server = ServedFolder.in(ours)) {
            Side left = new Side(mlflow.url());
            Side right = new Side(server.uri());
            assertThat(differences(requests, left, right)).isEmpty();
            assertThat(Rows.of(ours.resolve("mlflow.db"), right::withNames))
                    .containsExactlyInAnyOrderElementsOf(Rows.of(theirs.resolve("mlflow.db"), left::withNames));
        }
    }

    private static List<Exchange> random() {
        RandomRequests requests = new RandomRequests(SEED);
        return Stream.generate(requests::next).limit(REQUESTS).toList();
    }

    private static List<String> differences(List<Exchange> requests, Side left, Side right) throws Exception {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Exchange request = requests.get(i);
            Side.Answer expected = left.send(request);
            Side.Answer actual = right.send(request);
            // Where MLflow's server falls over, ours has an answer, or says what is wrong.
            boolean alike = expected.isFallenOver() ? actual.status() < 500 : expected.isLike(actual);
            if (!alike) {
                differences.add("#" + i + " " + request + "\n  mlflow: " + expected + "\n  ours:   " + actual);
            }
        }
        return differences;
    }
}
