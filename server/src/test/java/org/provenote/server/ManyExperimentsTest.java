package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.rerun.RerunRestoreCommand;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;
import picocli.CommandLine;

/** The commands know a run also where its experiment is older than the thousand that a search answers at once. */
class ManyExperimentsTest {
    @TempDir
    Path root;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void aRunInTheOldestOfThem() {
        TrackingStore store = TrackingStores.open(TrackingUris.of(root.resolve("mlflow.db")));
        String oldest = store.createExperiment(NewExperiment.named("oldest"));
        store.createRun(new NewRun(oldest, "u", "tracked", 1, List.of()));
        for (int i = 0; i < 1_000; i++) {
            store.createExperiment(NewExperiment.named("later " + i));
        }
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void theRunIsFound() {
        execute(new RerunRestoreCommand(), "--into=" + root.resolve("fresh"), "tracked");
        assertThat(said.toString()).contains("Run tracked has no notebook version");

        execute(new RunsCommand());
        assertThat(said.toString()).contains("tracked");

        execute(new DoctorCommand());
        assertThat(said.toString()).contains("experiments: 1002");
    }

    private void execute(Object command, String... arguments) {
        said.getBuffer().setLength(0);
        PrintWriter out = new PrintWriter(said);
        new CommandLine(command)
                .setOut(out)
                .setErr(out)
                .execute(Stream.concat(Stream.of("--root=" + root), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }
}
