package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingUris;

/** Steps in a kernel, and what they left. */
interface KernelSteps {
    /** A name with what breaks paths, markup and SQL. */
    String NOTEBOOK = "Größe & \"Maß\" 'n <b> 1";

    /** The kernel, started on the notebook. */
    KernelProcessUnderTest kernel();

    /** The notebook's folder, with its runs. */
    Path folder();

    /** What another such kernel prints that cannot start on these ports, and how it ends. */
    String failureToStart(KernelPorts ports) throws Exception;

    default MlflowClient client() {
        return new MlflowClient(TrackingUris.of(folder().resolve("mlflow.db")));
    }

    default List<Run> runs() {
        MlflowClient client = client();
        List<String> experiments =
                client.searchExperiments().stream().map(e -> e.experimentId()).toList();
        return client.store()
                .searchRuns(RunSearch.in(experiments).viewType(ViewType.ALL))
                .items();
    }

    /** A cell waits for no more than a moment for what it logged; what is asked of the store next is there after this. */
    default void awaitDelivery() throws InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!kernel().run("%mlflow status").ok().printed().contains("Outbox      all delivered")) {
            assertThat(System.nanoTime()).as("time").isLessThan(giveUp);
            Thread.sleep(50);
        }
    }

    /** The only run, once it has ended. */
    default Run onlyRun() {
        awaitEnds();
        assertThat(runs()).hasSize(1);
        return runs().get(0);
    }

    /** For the store, a kernel that ends may have had too little time: the next process that opens it brings the rest. */
    default void awaitEnds() {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (runs().stream().anyMatch(run -> !run.info().status().isTerminal()) && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    default String environmentOf(String runName) throws IOException {
        return provenanceOf(runName, "environment.json");
    }

    default String provenanceOf(String runName, String file) throws IOException {
        return Files.readString(client().artifacts(named(runName).info().runId())
                .download("provenance/" + file, Files.createDirectory(folder().resolve(runName))));
    }

    default Run named(String runName) {
        return runs().stream()
                .filter(run -> run.info().runName().equals(runName))
                .findFirst()
                .orElseThrow();
    }

    static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
