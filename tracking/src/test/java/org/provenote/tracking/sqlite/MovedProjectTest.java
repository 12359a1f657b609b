package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** A folder with a database and its artifacts, under another name. */
class MovedProjectTest {
    @TempDir
    Path folder;

    @Test
    void artifactsAreReadWhereTheyAreNowAndNewRunsMakeNoFolderThatIsGone() throws Exception {
        String run = projectWithARun();
        Files.move(folder.resolve("old"), folder.resolve("new"));

        try (TrackingStore store = open("new")) {
            RunInfo moved = store.getRun(run).info();
            assertThat(moved.artifactUri()).startsWith(folder.resolve("old").toString());
            assertThat(store.artifacts(moved).open("a.txt")).hasContent("of then");
            RunInfo next = run(store, moved.experimentId());
            store.artifacts(next).logText("of now", "b.txt");
            assertThat(Path.of(next.artifactUri()).resolve("b.txt"))
                    .hasContent("of now")
                    .startsWith(folder.resolve("new/mlruns/1"));
        }
        assertThat(folder.resolve("old")).doesNotExist();
    }

    @Test
    void anEarlierRunWithoutArtifactsGetsItsFirstWhereThoseOfTheOthersAre() throws Exception {
        String run = projectWithARun();
        String empty;
        try (TrackingStore store = open("old")) {
            empty = run(store, store.getRun(run).info().experimentId()).runId();
        }
        Files.move(folder.resolve("old"), folder.resolve("new"));

        try (TrackingStore store = open("new")) {
            RunInfo first = store.getRun(empty).info();
            assertThat(store.artifacts(first).list("")).isEmpty();
            store.artifacts(first).logText("of now", "b.txt");
            assertThat(store.artifacts(first).open("b.txt")).hasContent("of now");
            assertThat(folder.resolve("new/mlruns/1").resolve(empty).resolve("artifacts/b.txt"))
                    .exists();
        }
        assertThat(folder.resolve("old")).doesNotExist();
    }

    @Test
    void aFolderThatAnotherProgramMakesInTheOldPlaceHidesNoEarlierArtifacts() throws Exception {
        String run = projectWithARun();
        Files.move(folder.resolve("old"), folder.resolve("new"));
        Files.createDirectories(folder.resolve("old/mlruns/1/another/artifacts"));

        try (TrackingStore store = open("new")) {
            RunInfo moved = store.getRun(run).info();
            assertThat(store.artifacts(moved).open("a.txt")).hasContent("of then");
            assertThat(run(store, moved.experimentId()).artifactUri())
                    .startsWith(folder.resolve("old").toString());
        }
    }

    @Test
    void whereTheFolderIsStillThereItIsTheOneThatTheExperimentNames() throws Exception {
        String run = projectWithARun();
        copy(folder.resolve("old"), folder.resolve("new"));

        try (TrackingStore store = open("new")) {
            RunInfo copied = store.getRun(run).info();
            Files.writeString(folder.resolve("old/mlruns/1").resolve(run).resolve("artifacts/a.txt"), "changed");
            assertThat(store.artifacts(copied).open("a.txt")).hasContent("changed");
            assertThat(run(store, copied.experimentId()).artifactUri())
                    .startsWith(folder.resolve("old").toString());
        }
    }

    @Test
    void noExperimentNamesTheFolderOfAnother() throws Exception {
        projectWithARun();
        try (TrackingStore store = open("old")) {
            String location = folder.resolve("gone/mlruns/1").toString();
            String other = store.createExperiment(new NewExperiment("other", location, List.of()));
            assertThat(run(store, other).artifactUri()).startsWith(location);
        }
    }

    private String projectWithARun() throws IOException {
        Files.createDirectory(folder.resolve("old"));
        try (TrackingStore store = open("old")) {
            RunInfo run = run(store, store.createExperiment(NewExperiment.named("first")));
            store.artifacts(run).logText("of then", "a.txt");
            return run.runId();
        }
    }

    private TrackingStore open(String project) {
        return SqliteStore.open(TrackingUris.of(folder.resolve(project).resolve("mlflow.db")));
    }

    private static RunInfo run(TrackingStore store, String experiment) {
        return store.createRun(new NewRun(experiment, "u", null, 1L, List.of())).info();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
