package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingUrisTest {
    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectories(root.resolve("a/b"));
    }

    @Test
    void locationsAreShownWithoutPasswordsAndOtherwiseWhole() {
        assertThat(TrackingUris.shownLocation("sftp://ada:secret@host/a?key=secret"))
                .isEqualTo("sftp://host/a");
        for (String whole : List.of(
                "abfss://data@account.dfs.core.windows.net/a",
                "s3://bucket/teams/eva@corp.com/a",
                "file:///home/eva@corp.com/a",
                "/home/what?/a")) {
            assertThat(TrackingUris.shownLocation(whole)).isEqualTo(whole);
        }
    }

    @Test
    void theDatabaseAtTheRootIsMeantWhereThereIsNone() {
        assertThat(TrackingUris.nearest(folder, root)).isEqualTo("sqlite:///" + root.resolve("mlflow.db"));
        assertThat(root.resolve("mlflow.db")).doesNotExist();
    }

    @Test
    void theNearestDatabaseUpwardsIsMeant() throws IOException {
        Files.createFile(root.resolve("mlflow.db"));
        Path nearer = Files.createFile(root.resolve("a/mlflow.db"));
        assertThat(TrackingUris.nearest(folder, root)).isEqualTo("sqlite:///" + nearer);
    }

    @Test
    void aDatabaseAboveTheRootIsNotLookedFor() throws IOException {
        Files.createFile(root.resolve("mlflow.db"));
        assertThat(TrackingUris.nearest(folder, root.resolve("a")))
                .isEqualTo("sqlite:///" + root.resolve("a/mlflow.db"));
    }

    @Test
    void theDatabasesInAFolderAreThoseThatItBringsAlong() throws IOException {
        Files.createFile(root.resolve("mlflow.db"));
        Path own = Files.createFile(root.resolve("a/mlflow.db"));
        Path inside = Files.createFile(root.resolve("a/b/mlflow.db"));
        Files.createFile(Files.createDirectories(root.resolve("a/.hidden")).resolve("mlflow.db"));
        Files.createSymbolicLink(root.resolve("a/b/back"), root);

        assertThat(TrackingUris.below(root.resolve("a")))
                .containsExactly(TrackingUris.of(own), TrackingUris.of(inside));
        assertThat(TrackingUris.below(own)).as("no folder").isEmpty();
        assertThat(TrackingUris.below(root.resolve("gone"))).isEmpty();
    }

    @Test
    void aFolderOutsideTheRootCountsAsTheRoot() {
        assertThat(TrackingUris.nearest(root, folder)).isEqualTo("sqlite:///" + folder.resolve("mlflow.db"));
    }
}
