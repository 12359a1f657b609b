package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.Java;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;

/** A run whose kernel died is not shown as running for ever: the server that shows it ends it. */
class DeadKernelTest {
    @TempDir
    Path root;

    @Test
    void whatADeadKernelLeftIsDeliveredAndItsRunEnded() throws Exception {
        String run = runOfAKernelThatDies();
        try (ServerProcess server = ServerProcess.start(
                root,
                Map.of(),
                "server",
                "--port",
                "0",
                "--backend-store-uri",
                "sqlite:///" + root.resolve("mlflow.db"))) {
            TrackingStore store = TrackingStores.open(server.uri());
            Run shown = store.getRun(run);
            while (shown.info().status() == RunStatus.RUNNING) {
                Thread.sleep(50);
                shown = store.getRun(run);
            }
            assertThat(shown.info().status()).isEqualTo(RunStatus.FAILED);
            assertThat(shown.data().metric("loss")).contains(0.5);
        } finally {
            TrackingStores.closeAll();
        }
    }

    private String runOfAKernelThatDies() throws Exception {
        Process dying = new ProcessBuilder(
                        Java.command("-cp", System.getProperty("java.class.path"), DyingKernel.class.getName()))
                .directory(root.toFile())
                .start();
        String run = new String(dying.getInputStream().readAllBytes()).strip();
        assertThat(dying.waitFor())
                .as(new String(dying.getErrorStream().readAllBytes()))
                .isEqualTo(9);
        return run;
    }

    /** Logs to {@code mlflow.db} in its folder and dies in the middle of the run. */
    static final class DyingKernel {
        private DyingKernel() {}

        public static void main(String[] arguments) {
            var run = new MlflowContext("sqlite:///" + Path.of("mlflow.db").toAbsolutePath()).startRun("dies");
            run.logMetric("loss", 0.5, 1);
            System.out.println(run.getId());
            System.out.flush();
            Runtime.getRuntime().halt(9);
        }
    }
}
