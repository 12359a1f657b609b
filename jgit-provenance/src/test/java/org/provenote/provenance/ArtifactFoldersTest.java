package org.provenote.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.provenance.worktree.CaptureLimits;

class ArtifactFoldersTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlartifacts/w",
                "mlartifacts",
                "mlruns/0/0b9a4a0e5f0e4c9e8a577f2d0b1c9d11/artifacts",
                "anywhere/0b9a4a0e5f0e4c9e8a577f2d0b1c9d11/artifacts/deep/w",
                "anywhere/models/m-0b9a4a0e5f0e4c9e8a577f2d0b1c9d11/artifacts/w",
                "named",
                "named/w",
                "link/w"
            })
    void aRepositoryAmongArtifactsIsNobodysToReadVersionsFrom(String place) throws IOException {
        Files.createSymbolicLink(temp.resolve("link"), Files.createDirectories(temp.resolve("named")));
        Git git = Git.repository(temp.resolve(place));
        String commit = git.run("commit-tree", "HEAD^{tree}", "-m", "Provenote-Notebook: notebook.ipynb");

        NotebookVersions versions = versions(git);

        assertThatThrownBy(() -> versions.read(commit)).hasMessageContaining("No version");
        assertThat(versions.saveWithWorkTree("id", "a.ipynb", "{}".getBytes(UTF_8), "m", CaptureLimits.DEFAULT)
                        .version()
                        .repository())
                .isEqualTo(temp.resolve("fallback/.provenote/versions.git"));
    }

    @Test
    void oneThatPointsToArtifactsIsNoneEither() throws IOException {
        Git git = Git.repository(temp.resolve("work"));
        String commit = git.run("commit-tree", "HEAD^{tree}", "-m", "Provenote-Notebook: notebook.ipynb");
        Files.createDirectories(temp.resolve("mlartifacts"));
        Files.move(git.folder.resolve(".git"), temp.resolve("mlartifacts/moved"));
        git.write(".git", "gitdir: ../mlartifacts/moved\n");

        assertThatThrownBy(() -> versions(git).read(commit)).hasMessageContaining("No version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "artifacts", "mlruns/mine", "a/0b9a4a0e5f0e4c9e8a577f2d0b1c9d11/w", "named-too"})
    void anyOtherIs(String place) throws IOException {
        Git git = Git.repository(temp.resolve(place));
        String commit = git.run("commit-tree", "HEAD^{tree}", "-m", "Provenote-Notebook: notebook.ipynb");

        assertThat(versions(git).read(commit)).isNotEmpty();
    }

    private NotebookVersions versions(Git git) {
        return NotebookVersions.beside(
                git.folder.resolve("notebook.ipynb"),
                temp.resolve("fallback"),
                new ArtifactFolders(Set.of(temp.resolve("named"), temp.resolve("not-there"))));
    }
}
