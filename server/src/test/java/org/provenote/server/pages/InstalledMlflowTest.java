package org.provenote.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.server.options.ServerEnvironment;

class InstalledMlflowTest {
    private static final String PACKAGES = "lib/python3.11/site-packages/";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "venv",
                "venv/bin/python",
                "venv/bin/mlflow",
                "venv/" + PACKAGES,
                "venv/" + PACKAGES + "mlflow",
                "venv/" + PACKAGES + "mlflow/server/js/build"
            })
    void whicheverPartOfAnEnvironmentIsNamedItsUiIsFound(String named) throws IOException {
        Path ui = mlflowIn("venv", PACKAGES);

        assertThat(InstalledMlflow.at(folder.resolve(named))).contains(ui);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/python3/dist-packages/", "local/lib/python3.12/dist-packages/", "Lib/site-packages/"})
    void debiansAndWindowsFoldersAreKnown(String packages) throws IOException {
        Path ui = mlflowIn("system", packages);

        assertThat(InstalledMlflow.at(folder.resolve("system/bin/python"))).contains(ui);
    }

    @Test
    void aProgramThatIsALinkLeadsToItsEnvironment() throws IOException {
        Path ui = mlflowIn("pipx/venvs/mlflow", PACKAGES);
        Path bin = Files.createDirectories(folder.resolve("home/bin"));
        Files.createSymbolicLink(bin.resolve("mlflow"), folder.resolve("pipx/venvs/mlflow/bin/mlflow"));

        assertThat(somewhere(bin)).contains(ui);
    }

    @Test
    void theFirstPythonOnThePathThatHasItIsTaken() throws IOException {
        Path without = Files.createDirectories(folder.resolve("bare/bin"));
        Files.createFile(without.resolve("python3"));
        Path first = mlflowIn("first", PACKAGES);
        mlflowIn("second", PACKAGES);

        assertThat(somewhere(without, folder.resolve("first/bin"), folder.resolve("second/bin")))
                .contains(first);
    }

    @Test
    void thisProgramsOwnEnvironmentGoesFirstAndTheUsersOwnPackagesLast() throws IOException {
        Path own = mlflowIn("own", PACKAGES);
        mlflowIn("other", PACKAGES);
        Path users = mlflowIn("home/.local", PACKAGES);
        Path other = folder.resolve("other/bin");

        assertThat(InstalledMlflow.somewhere(
                        Optional.of(folder.resolve("own")), List.of(other), Optional.of(folder.resolve("home"))))
                .contains(own);
        assertThat(InstalledMlflow.somewhere(Optional.empty(), List.of(), Optional.of(folder.resolve("home"))))
                .contains(users);
    }

    @Test
    void aPackageWithoutPagesIsNone() throws IOException {
        Path skinny = Files.createDirectories(folder.resolve("skinny").resolve(PACKAGES + "mlflow/server"));
        Files.createDirectories(folder.resolve("skinny/bin"));

        assertThat(InstalledMlflow.at(folder.resolve("skinny"))).isEmpty();
        assertThat(InstalledMlflow.at(skinny)).isEmpty();
        assertThat(InstalledMlflow.at(folder.resolve("nowhere"))).isEmpty();
    }

    private Optional<Path> somewhere(Path... programFolders) {
        return InstalledMlflow.somewhere(
                Optional.empty(), List.of(programFolders), Optional.of(folder.resolve("nobody")));
    }

    /** An environment with what an installed mlflow has, as far as it is looked for; returns the UI's folder. */
    private Path mlflowIn(String environment, String packages) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(environment).resolve("bin"));
        for (String program : List.of("python", "python3", "mlflow")) {
            Files.createFile(bin.resolve(program));
        }
        Path ui = folder.resolve(environment).resolve(packages).resolve("mlflow/server/js/build");
        Files.createDirectories(ui.resolve("static/js"));
        Files.createFile(ui.resolve("index.html"));
        return ui;
    }

    @Test
    void aUserWhomTheSystemDoesNotKnowHasNoHome() {
        String known = System.getProperty("user.home");
        System.setProperty("user.home", "?");
        try {
            assertThat(new ServerEnvironment(name -> null).home()).isEmpty();
            assertThat(new ServerEnvironment(name -> name.equals("HOME") ? "/home/eva" : null).home())
                    .contains(Path.of("/home/eva"));
        } finally {
            System.setProperty("user.home", known);
        }
    }
}
