package org.provenote.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.notebook.NotebookLocation.Source;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.notebook.NotebookIdentity;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.notebook.NotebookExperiments;
import org.provenote.tracking.notebook.NotebookKey;
import org.provenote.tracking.notebook.Occupant;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** Notebook files on disk, as plain {@code mv} and {@code cp} leave them. */
class NotebookExperimentTest {
    @TempDir
    Path root;

    private final NotebookExperiment experiment = new NotebookExperiment();
    private MlflowClient client;

    @BeforeEach
    void open() {
        client = new MlflowClient(TrackingStores.open(TrackingUris.of(root.resolve("mlflow.db"))));
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void aNotebookMovedOnDiskKeepsItsExperiment() throws IOException {
        notebook("a.ipynb", UUID.randomUUID(), "a.ipynb");
        String before = experimentOf("a.ipynb");

        Files.createDirectories(root.resolve("sub"));
        Files.move(root.resolve("a.ipynb"), root.resolve("sub/b.ipynb"));

        assertThat(experimentOf("sub/b.ipynb")).isEqualTo(before);
        assertThat(client.getExperiment(before).name()).isEqualTo("sub/b");
    }

    @Test
    void aNotebookWithoutIdThatMovedWhileItsKernelRunsKeepsItsExperimentBeforeAnyoneSaysSo() throws IOException {
        String first = withCell("one");
        Files.writeString(root.resolve("a.ipynb"), first);
        String before = experimentOf("a.ipynb");
        NotebookVersions.beside(root.resolve("a.ipynb"), root).save("a.ipynb", "a.ipynb", first.getBytes(UTF_8), "run");

        Files.move(root.resolve("a.ipynb"), root.resolve("b.ipynb"));
        assertThat(experimentOf("b.ipynb")).isEqualTo(before);
        assertThat(client.getExperiment(before).name()).isEqualTo("b");

        Files.delete(root.resolve("b.ipynb"));
        Files.writeString(root.resolve("c.ipynb"), withCell("another"));
        assertThat(experimentOf("c.ipynb")).isNotEqualTo(before);
    }

    @Test
    void aNotebookThatRanWithoutItsServerAndMovedKeepsTheExperimentThatWasMadeMeanwhile() throws IOException {
        assertThat(before(planned("a.ipynb"))).isEmpty();
        experiment.began();
        String delivered = new NotebookExperiments(client.store())
                .of(new NotebookKey("a.ipynb", Optional.empty()), x -> Occupant.NONE);

        Files.move(root.resolve("a.ipynb"), root.resolve("b.ipynb"));

        assertThat(experimentOf("b.ipynb")).isEqualTo(delivered);
        assertThat(client.getExperiment(delivered).name()).isEqualTo("b");
    }

    @Test
    void aPlanSaysThatItsNotebookHasMovedUntilARunHasBegunByIt() throws IOException {
        planned("a.ipynb");
        experiment.began();

        Files.move(root.resolve("a.ipynb"), root.resolve("b.ipynb"));
        assertThat(before(planned("b.ipynb"))).contains("a.ipynb");
        assertThat(before(planned("b.ipynb")))
                .as("after a run that did not begin")
                .contains("a.ipynb");
        experiment.began();

        assertThat(before(planned("b.ipynb"))).isNotEqualTo(Optional.of("a.ipynb"));
    }

    /** A plan for a run in the notebook of one cell, which is kept. */
    private ExperimentPlan.OfNotebook planned(String path) throws IOException {
        Path file = root.resolve(path);
        byte[] content = withCell("one").getBytes(UTF_8);
        if (Files.notExists(file)) {
            Files.write(file, content);
        }
        ExperimentPlan plan = experiment.plan(new NotebookLocation(Optional.of(file), root, Source.JUPYTER_SERVER));
        NotebookVersions.beside(file, root).save(path, path, content, "run");
        return (ExperimentPlan.OfNotebook) plan;
    }

    private static Optional<String> before(ExperimentPlan.OfNotebook plan) {
        return plan.before().map(ExperimentPlan.Before::path);
    }

    private static String withCell(String id) {
        return "{\"cells\": [{\"cell_type\": \"code\", \"id\": \"" + id + "\", \"source\": []}], \"metadata\": {},"
                + " \"nbformat\": 4, \"nbformat_minor\": 5}";
    }

    @Test
    void aCopyOnDiskGetsItsOwnExperimentWhicheverRunsFirst() throws IOException {
        notebook("a.ipynb", UUID.randomUUID(), "a.ipynb");
        Files.copy(root.resolve("a.ipynb"), root.resolve("copy.ipynb"));

        String copy = experimentOf("copy.ipynb");
        String original = experimentOf("a.ipynb");

        assertThat(copy).isNotEqualTo(original);
        assertThat(client.getExperiment(copy).name()).isEqualTo("copy");
        assertThat(client.getExperiment(original).name()).isEqualTo("a");
    }

    @Test
    void aCopyOfAMovedNotebookIsACopyToo() throws IOException {
        notebook("a.ipynb", UUID.randomUUID(), "a.ipynb");
        String original = experimentOf("a.ipynb");
        Files.move(root.resolve("a.ipynb"), root.resolve("b.ipynb"));
        experimentOf("b.ipynb");

        Files.copy(root.resolve("b.ipynb"), root.resolve("c.ipynb"));

        assertThat(experimentOf("c.ipynb")).isNotEqualTo(original);
        assertThat(experimentOf("b.ipynb")).isEqualTo(original);
    }

    @Test
    void aCopyRunHeadlessFromAFolderBelowIsNotTakenForTheOriginal() throws IOException {
        Files.createDirectories(root.resolve("week"));
        notebook("week/a.ipynb", UUID.randomUUID(), "week/a.ipynb");
        String original = experimentOf("week/a.ipynb");
        Files.copy(root.resolve("week/a.ipynb"), root.resolve("week/copy.ipynb"));

        assertThat(experimentOf("copy.ipynb", root.resolve("week"))).isNotEqualTo(original);
    }

    @Test
    void theSameNotebookRunHeadlessFromAFolderBelowKeepsItsExperiment() throws IOException {
        Files.createDirectories(root.resolve("week"));
        notebook("week/a.ipynb", UUID.randomUUID(), "week/a.ipynb");
        String original = experimentOf("week/a.ipynb");

        assertThat(experimentOf("a.ipynb", root.resolve("week"))).isEqualTo(original);
        assertThat(client.getExperiment(original).name()).isEqualTo("week/a");
    }

    @Test
    void aPathThatLeadsOutOfTheRootIsNotFollowed() throws IOException {
        UUID id = UUID.randomUUID();
        Path outside = Files.createTempFile(root, "outside", ".ipynb");
        Files.writeString(outside, content(id, ""));
        Path below = Files.createDirectories(root.resolve("below"));

        assertThat(new NotebookIdentity(id, "").fileAt("../" + outside.getFileName(), below))
                .isEmpty();
        assertThat(new NotebookIdentity(id, "").fileAt(outside.getFileName().toString(), root))
                .contains(outside);
    }

    @Test
    void whatIsNoNotebookOrHoldsNoUuidHasNoIdentity() throws IOException {
        for (String content : new String[] {
            "", "[]", "{\"metadata\": 3}", "{\"metadata\": {\"provenote\": {\"id\": \"' OR 1=1\"}}}", "{\"cells\": [",
        }) {
            Path file = Files.writeString(root.resolve("odd.ipynb"), content);
            assertThat(NotebookIdentity.in(file)).as(content).isEmpty();
        }
    }

    @Test
    void anExperimentThatIsDeletedOrGivenToAnotherNotebookMeanwhileIsNotTakenForTheNextRun() throws IOException {
        notebook("a.ipynb", UUID.randomUUID(), "a.ipynb");
        String first = experimentOf("a.ipynb");
        assertThat(experimentOf("a.ipynb")).isEqualTo(first);

        client.deleteExperiment(first);
        String second = experimentOf("a.ipynb");
        assertThat(second).isNotEqualTo(first);

        client.setExperimentTag(
                second, "provenote.notebook.id", UUID.randomUUID().toString());
        assertThat(experimentOf("a.ipynb")).isNotIn(first, second);
    }

    private String experimentOf(String path) {
        return experimentOf(path, root);
    }

    /** Who only looks for it finds the same, unless it is made now. */
    private String experimentOf(String path, Path under) {
        NotebookLocation notebook =
                new NotebookLocation(Optional.of(under.resolve(path)), under, Source.JUPYTER_SERVER);
        List<String> before = client.searchExperiments().stream()
                .map(Experiment::experimentId)
                .toList();
        Optional<String> found = experiment.find(notebook, client.store()).map(Experiment::experimentId);
        String id = experiment.of(notebook, client);
        assertThat(found).isEqualTo(Optional.of(id).filter(before::contains));
        return id;
    }

    private void notebook(String path, UUID id, String madeAt) throws IOException {
        Files.writeString(root.resolve(path), content(id, madeAt));
    }

    private static String content(UUID id, String madeAt) {
        return "{\"cells\": [{\"metadata\": {\"provenote\": {\"id\": \"no\"}}, \"source\": []}], \"metadata\": {\"provenote\":"
                + " {\"id\": \"" + id + "\", \"path\": \"" + madeAt + "\"}}, \"nbformat\": 4, \"nbformat_minor\": 5}";
    }
}
