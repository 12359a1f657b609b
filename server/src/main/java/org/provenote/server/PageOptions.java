package org.provenote.server;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.server.options.CannotStart;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.pages.InstalledMlflow;
import org.provenote.server.pages.Site;
import picocli.CommandLine.Option;

/** The options that say which web pages are served. */
final class PageOptions {
    private static final String ANY = "";

    @Option(
            names = "--mlflow-ui",
            arity = "0..1",
            fallbackValue = ANY,
            paramLabel = "PATH",
            description =
                    "Serve MLflow's own web UI at /, from an installed mlflow: the one named (its Python, its environment or"
                            + " its folder), else that of this program's environment, else of the first python3, python or mlflow on"
                            + " the PATH that has it, else the user's own.")
    private @Nullable String mlflowUi;

    Site site(ServerEnvironment environment) {
        return new Site(Installation.pages(), Optional.ofNullable(mlflowUi).map(named -> mlflowUi(named, environment)));
    }

    private static Path mlflowUi(String named, ServerEnvironment environment) {
        return named.equals(ANY)
                ? InstalledMlflow.somewhere(
                                Installation.environment(), environment.programFolders(), environment.home())
                        .orElseThrow(() -> new CannotStart(
                                "--mlflow-ui: no mlflow with its web UI was found, neither in this program's environment,"
                                        + " nor by any python3, python or mlflow on the PATH, nor among the user's own packages. Install it (pip install mlflow; mlflow-skinny has no UI), or name"
                                        + " its Python: --mlflow-ui=/path/to/python"))
                : InstalledMlflow.at(Path.of(named))
                        .orElseThrow(
                                () -> new CannotStart(
                                        "--mlflow-ui: there is no mlflow with its web UI at '" + named
                                                + "'; expected a Python that has mlflow, its environment, or the folder mlflow/server/js/build"));
    }
}
