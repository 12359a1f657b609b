package org.provenote.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Guard;
import org.provenote.server.options.CannotStart;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.options.StoreOptions;
import org.provenote.server.pages.Site;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code provenote server}. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serve the runs over HTTP: to the sidebar, and to any MLflow client.",
            "",
            "  provenote server --backend-store-uri sqlite:///mlflow.db --port 5000",
            "  MLFLOW_TRACKING_URI=http://127.0.0.1:5000 python train.py",
            "",
            "Artifacts through it, as with mlflow server, instead of straight to a folder:",
            "",
            "  provenote server --artifacts-destination ./mlartifacts",
            "",
            "In front of a team's MLflow server, whose token stays here:",
            "",
            "  export MLFLOW_TRACKING_TOKEN=...",
            "  provenote server --backend-store-uri https://mlflow.example.org",
            "",
            "It listens on this machine only, unless PROVENOTE_SERVER_TOKEN sets a token",
            "that clients then send (MLFLOW_TRACKING_TOKEN). It prints {\"port\":N} when it",
            "listens.",
            ""
        })
final class ServerCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Option(
            names = "--artifacts-destination",
            paramLabel = "FOLDER",
            description = "Artifacts go through this server, into that folder. Default: none: clients write where the"
                    + " notebook writes; what has an mlflow-artifacts: location already is in mlartifacts in the root.")
    private @Nullable Path artifactsDestination;

    @Option(
            names = "--default-artifact-root",
            paramLabel = "URI",
            description = "Where clients put the artifacts of new experiments themselves: a folder or a storage that"
                    + " they reach. Default: mlruns beside the store, or here with --artifacts-destination.")
    private @Nullable String defaultArtifactRoot;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            description = "Port, 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = 5000;

    @Option(
            names = "--allowed-hosts",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Names besides localhost under which clients reach this server, * for any characters: 192.168.*")
    private List<String> allowedHosts = new ArrayList<>();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Option(names = "--access-log", description = "Write a line for each request to standard error.")
    private boolean accessLog;

    @Option(names = "--parent-pid", paramLabel = "PID", description = "End when this process ends.")
    private @Nullable Long parentPid;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            throw new CannotStart("there is no port " + port + ": choose one from 1 to 65535, or 0 for any free one");
        }
        ServerEnvironment environment = ServerEnvironment.ofProcess();
        stores.uri(environment)
                .filter(new OwnAddress(host, port, allowedHosts)::isAt)
                .ifPresent(uri -> {
                    throw new CannotStart(TrackingUris.shown(uri)
                            + " is this server itself: unset MLFLOW_TRACKING_URI, which is for its"
                            + " clients, or say where the runs are with --backend-store-uri; if another server"
                            + " is there, choose another --port");
                });
        Backend backend = stores.backend(
                environment, Optional.ofNullable(artifactsDestination), Optional.ofNullable(defaultArtifactRoot));
        backend.tendOutboxes();
        environment.secret().ifPresent(secret -> backend.belongToJupyter());
        Site site = pages.site(environment);
        Optional<String> workspace = stores.uri(environment)
                .filter(uri -> !TrackingUris.isOfFile(uri))
                .flatMap(behind -> TrackingEnvironment.ofProcess().workspace());
        List<Guard> guards = Access.of(environment, site, host, allowedHosts, workspace);
        Server server = Server.start(backend, site, guards, host, port, accessLog);
        // The last answers first, then the stores: no hook of theirs is to close a database that is still asked.
        TrackingStores.leaveClosingToProgram();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close"));
        if (parentPid != null) {
            Parent.endWith(parentPid);
        } else {
            // To a person; the sidebar shows what is wrong with a store in its place.
            requireStore(backend);
        }
        System.out.println("{\"port\":" + server.port() + "}");
        System.out.flush();
        if (parentPid == null) {
            // To a person: programs read the line above.
            System.err.println("Provenote serves " + TrackingUris.shown(backend.trackingUri()) + " at "
                    + OwnAddress.shown(host, server.port()) + " (Ctrl-C ends it)");
        }
        backend.artifacts().removeAbandoned();
        new CountDownLatch(1).await();
        return 0;
    }

    /** One that is only locked, or away, may be there for the first request. */
    private static void requireStore(Backend backend) {
        try {
            backend.mustWork();
        } catch (MlflowException e) {
            if (e.errorCode() != ErrorCode.TEMPORARILY_UNAVAILABLE) {
                throw e;
            }
            System.err.println("provenote: " + Main.shown(e));
        }
    }
}
