package org.provenote.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.notebook.NotebookLocation.Source;
import org.provenote.provenance.NotebookVersions;
import org.provenote.testing.KeptPort;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.ExperimentChoice;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;

/** Notebooks that change while a real {@code mlflow server} is away, and run: each has one experiment when it is back. */
@Tag("integration")
class AwayServerTest {
    @TempDir
    Path root;

    @TempDir
    Path server;

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void anExperimentFollowsItsNotebookThroughAnOutage() throws Exception {
        KeptPort port = new KeptPort();
        TrackingStore store = TrackingStores.openBuffered(port.url());
        Notebook named = new Notebook(store, "named");
        Notebook moved = new Notebook(store, "moved");
        Notebook replaced = new Notebook(store, "replaced");
        Notebook copied = new Notebook(store, "copied");
        Notebook late = new Notebook(store, "late");
        UUID ofReplaced = UUID.randomUUID();
        UUID ofCopied = UUID.randomUUID();
        MlflowServer before = MlflowServer.at(port, server, Map.of());
        named.runsAs("named.ipynb", Optional.empty());
        moved.runsAs("moved.ipynb", Optional.empty());
        replaced.runsAs("replaced.ipynb", Optional.of(ofReplaced));
        copied.runsAs("copied.ipynb", Optional.of(ofCopied));
        assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
        before.stop();

        named.runsAs("named.ipynb", Optional.of(UUID.randomUUID()));
        Files.delete(root.resolve("moved.ipynb"));
        moved.failsToRunAs("elsewhere.ipynb");
        moved.runsAs("elsewhere.ipynb", Optional.empty());
        replaced.runsAs("aside.ipynb", Optional.of(ofReplaced));
        replaced.isAt("replaced.ipynb", Optional.of(UUID.randomUUID()));
        new Notebook(store, "copied").runsAs("copy.ipynb", Optional.of(ofCopied));
        late.runsAs("late.ipynb", Optional.empty());
        assertThat(store.flush(Duration.ofMillis(1))).isFalse();

        try (MlflowServer back = MlflowServer.at(port, server, Map.of())) {
            for (int i = 0; i < 9 && !store.flush(Duration.ofSeconds(10)); i++) {
                // A long outage has long pauses.
            }
            Files.delete(root.resolve("late.ipynb"));
            late.runsAs("later.ipynb", Optional.empty());
            assertThat(store.flush(Duration.ofSeconds(90))).isTrue();
            assertThat(runsByExperiment(store))
                    .as(back.url())
                    .isEqualTo(Map.of(
                            "named", 2, "elsewhere", 2, "aside", 2, "copied", 1, "copy", 1, "later", 2, "Default", 0));
        }
    }

    private static Map<String, Integer> runsByExperiment(TrackingStore store) {
        return store.everyExperiment(ExperimentSearch.all()).stream()
                .collect(java.util.stream.Collectors.toMap(
                        found -> found.name(),
                        found -> store.searchRuns(RunSearch.in(List.of(found.experimentId())))
                                .items()
                                .size()));
    }

    private final class Notebook {
        private final TrackingStore store;
        private final String cell;
        private final NotebookExperiment kernel = new NotebookExperiment();

        Notebook(TrackingStore store, String cell) {
            this.store = store;
            this.cell = cell;
        }

        byte[] isAt(String path, Optional<UUID> id) throws IOException {
            String metadata = id.map(value -> "\"provenote\": {\"id\": \"" + value + "\", \"path\": \"\"}")
                    .orElse("");
            byte[] content = ("{\"cells\": [{\"cell_type\": \"code\", \"id\": \"" + cell
                            + "\", \"metadata\": {}, \"source\": []}], \"metadata\": {" + metadata
                            + "}, \"nbformat\": 4, \"nbformat_minor\": 5}")
                    .getBytes(UTF_8);
            Files.write(root.resolve(path), content);
            return content;
        }

        /** A run, which keeps the notebook as it is. */
        Run runsAs(String path, Optional<UUID> id) throws IOException {
            byte[] content = isAt(path, id);
            Path file = root.resolve(path);
            NotebookLocation location = location(path);
            ExperimentChoice own = new ExperimentChoice(
                    there -> kernel.of(location, new MlflowClient(there)), () -> kernel.plan(location));
            Run run = store.beginRun(own, new NewRun("", "ada", path, System.currentTimeMillis(), List.of()));
            kernel.began();
            NotebookVersions.beside(file, root).save(path, path, content, "run");
            return run;
        }

        /** The start of a run that gets no further than to its plan. */
        void failsToRunAs(String path) throws IOException {
            isAt(path, Optional.empty());
            kernel.plan(location(path));
        }

        private NotebookLocation location(String path) {
            return new NotebookLocation(Optional.of(root.resolve(path)), root, Source.JUPYTER_SERVER);
        }
    }
}
