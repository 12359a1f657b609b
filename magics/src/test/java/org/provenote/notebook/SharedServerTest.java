package org.provenote.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.notebook.NotebookLocation.Source;
import org.provenote.provenance.NotebookVersions;
import org.provenote.testing.MlflowServer;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.store.TrackingStores;

/** Kernels of several users, each with a notebook at the same path below a root of their own, on one real {@code mlflow server}. */
@Tag("integration")
@ExtendWith(MlflowServer.Shared.class)
class SharedServerTest {
    private final String path = UUID.randomUUID() + ".ipynb";

    @TempDir
    Path folder;

    private MlflowClient client;
    private User ada;
    private User bob;

    @BeforeEach
    void open(MlflowServer server) throws IOException {
        client = new MlflowClient(TrackingStores.open(server.url()));
        ada = new User("ada");
        bob = new User("bob");
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void whoRunsInTurnStaysWithTheirOwnExperiment() throws IOException {
        ada.has(Optional.of(UUID.randomUUID()));
        bob.has(Optional.of(UUID.randomUUID()));

        String hers = ada.runs();
        String his = bob.runs();

        assertThat(his).isNotEqualTo(hers);
        assertThat(ada.runs()).isEqualTo(hers);
        assertThat(bob.runs()).isEqualTo(his);
        assertThat(new User(ada.root).runs()).as("a fresh kernel's").isEqualTo(hers);
    }

    @Test
    void aNotebookThatGetsItsIdAfterItsFirstRunOrLosesItGoesOnAndTakesNobodyElses() throws IOException {
        ada.has(Optional.empty());
        String hers = ada.runs();
        bob.has(Optional.of(UUID.randomUUID()));
        String his = bob.runs();
        assertThat(his).isNotEqualTo(hers);

        ada.has(Optional.of(UUID.randomUUID()));
        assertThat(ada.runs()).isEqualTo(hers);
        ada.has(Optional.empty());
        assertThat(ada.runs()).isEqualTo(hers);
        assertThat(ada.runs()).isEqualTo(hers);
        assertThat(new User(ada.root).runs()).as("a fresh kernel's").isEqualTo(hers);
        bob.has(Optional.of(UUID.randomUUID()));
        assertThat(bob.runs()).isEqualTo(his);
    }

    @Test
    void copiesThatWereGivenOutWithAnIdShareOneExperiment() throws IOException {
        Optional<UUID> given = Optional.of(UUID.randomUUID());
        ada.has(given);
        bob.has(given);

        assertThat(ada.runs()).isEqualTo(bob.runs());
    }

    private final class User {
        private final Path root;
        private final NotebookExperiment kernel = new NotebookExperiment();

        User(String name) throws IOException {
            this(Files.createDirectory(folder.resolve(name)));
        }

        User(Path root) {
            this.root = root;
        }

        void has(Optional<UUID> id) throws IOException {
            String metadata = id.map(value -> "\"provenote\": {\"id\": \"" + value + "\", \"path\": \"" + path + "\"}")
                    .orElse("");
            Files.writeString(
                    root.resolve(path),
                    "{\"cells\": [{\"cell_type\": \"code\", \"id\": \"c\", \"metadata\": {}, \"source\": []}], \"metadata\": {"
                            + metadata + "}, \"nbformat\": 4, \"nbformat_minor\": 5}");
        }

        /** The experiment of a run, which keeps the notebook as it is. */
        String runs() throws IOException {
            Path file = root.resolve(path);
            String experiment = kernel.of(new NotebookLocation(Optional.of(file), root, Source.JUPYTER_SERVER), client);
            byte[] content = Files.readString(file).getBytes(UTF_8);
            NotebookVersions.beside(file, root).save(path, path, content, "run");
            return experiment;
        }
    }
}
