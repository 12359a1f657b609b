package org.provenote.server.pages;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the files of MLflow's web UI in an installed {@code mlflow}, by looking at folders: no Python is started.
 */
public final class InstalledMlflow {
    private static final Path BUILD = Path.of("mlflow", "server", "js", "build");

    /** What lies beside a Python's packages, and leads to them. */
    private static final List<String> PROGRAMS = List.of("python3", "python", "mlflow", "python.exe", "mlflow.exe");

    private InstalledMlflow() {}

    /** The UI in what a user names: its own folder, an installed {@code mlflow}, an environment, or a Python of one. */
    public static Optional<Path> at(Path named) {
        Path path = named.toAbsolutePath().normalize();
        return Files.isDirectory(path)
                ? inFolder(path)
                : Files.isRegularFile(path) ? besideProgram(path) : Optional.empty();
    }

    /**
     * The UI of the Python environment that this program was installed into, else of the first Python on the path that has it, else
     * of the user's own packages.
     *
     * @param environment the folder of that environment, if there is one
     */
    public static Optional<Path> somewhere(Optional<Path> environment, List<Path> programFolders, Optional<Path> home) {
        Stream<Path> programs = programFolders.stream()
                .flatMap(folder -> PROGRAMS.stream().map(folder::resolve))
                .filter(Files::isRegularFile);
        return Stream.of(
                        environment.stream().flatMap(folder -> inEnvironment(folder).stream()),
                        programs.flatMap(program -> besideProgram(program).stream()),
                        home.flatMap(folder -> inEnvironment(folder.resolve(".local"))).stream())
                .<Path>flatMap(found -> found)
                .findFirst();
    }

    private static Optional<Path> inFolder(Path folder) {
        return Stream.of(folder, folder.resolve(Path.of("server", "js", "build")), folder.resolve(BUILD))
                .filter(InstalledMlflow::isBuild)
                .findFirst()
                .or(() -> inEnvironment(folder));
    }

    /** A program's environment is beside it; a program that is only a link, as {@code pipx} makes them, is one elsewhere too. */
    private static Optional<Path> besideProgram(Path program) {
        return Stream.of(program, real(program))
                .map(path -> path.getParent())
                .filter(folder -> folder != null && folder.getParent() != null)
                .flatMap(folder -> Stream.of(folder, folder.getParent()))
                .flatMap(environment -> inEnvironment(environment).stream())
                .findFirst();
    }

    private static Optional<Path> inEnvironment(Path environment) {
        Set<Path> packages = new LinkedHashSet<>();
        for (String lib : List.of("lib", "lib64", "local/lib")) {
            for (Path python : pythons(environment.resolve(lib))) {
                packages.add(python.resolve("site-packages"));
                packages.add(python.resolve("dist-packages"));
            }
        }
        packages.add(environment.resolve(Path.of("Lib", "site-packages")));
        return packages.stream()
                .map(folder -> folder.resolve(BUILD))
                .filter(InstalledMlflow::isBuild)
                .findFirst();
    }

    private static List<Path> pythons(Path lib) {
        List<Path> pythons = new ArrayList<>();
        try (var found = Files.newDirectoryStream(lib, "python3*")) {
            found.forEach(pythons::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return pythons.stream().sorted().toList();
    }

    private static boolean isBuild(Path folder) {
        return Files.isRegularFile(folder.resolve(StaticFolder.INDEX)) && Files.isDirectory(folder.resolve("static"));
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            return program;
        }
    }
}
