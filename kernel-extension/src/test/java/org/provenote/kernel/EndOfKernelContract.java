package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.entities.RunStatus;

/** How the runs in progress end with their kernel. */
interface EndOfKernelContract extends KernelSteps {
    @Test
    default void an_idle_kernel_that_is_shut_down_finishes_its_runs() throws Exception {
        kernel().run("%mlflow start left-open").ok();
        kernel().shutDown(false);
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(onlyRun().info().endTime()).isNotNull();
    }

    @Test
    default void a_kernel_that_is_terminated_while_it_finishes_its_runs_finishes_them() throws Exception {
        kernel().run("%mlflow start left-open").ok();
        atTheEndOfARun("Files.createFile(Path.of(\"ending\")); Thread.sleep(2_000);");
        kernel().shutDownSlowly(folder().resolve("ending"));
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(client().listArtifacts(onlyRun().info().runId()))
                .extracting("path")
                .containsExactly("provenance");
    }

    @Test
    default void a_kernel_that_is_shut_down_ends_its_runs_all_at_once() throws Exception {
        kernel().run("%mlflow start first\n%mlflow start second --nested").ok();
        kernel().run("var both = new java.util.concurrent.CyclicBarrier(2);").ok();
        atTheEndOfARun(
                "both.await(30, java.util.concurrent.TimeUnit.SECONDS); Files.createFile(Path.of(\"met \" + arguments[0]));");
        kernel().shutDown(false);
        awaitEnds();
        assertThat(runs()).hasSize(2).extracting(run -> run.info().status()).containsOnly(RunStatus.FINISHED);
        assertThat(runs())
                .allSatisfy(
                        run -> assertThat(folder().resolve("met " + run.info().runId()))
                                .exists());
    }

    @Test
    default void a_restarted_kernel_kills_its_runs() throws Exception {
        kernel().run("%mlflow start left-open").ok();
        kernel().shutDown(true);
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    default void a_kernel_that_user_code_ends_kills_its_runs() throws Exception {
        kernel().run("%mlflow start left-open").ok();
        kernel().run("""
                new Thread(() -> {
                    while (!java.nio.file.Files.exists(java.nio.file.Path.of("answered"))) {
                        java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                    }
                    System.exit(0);
                }).start();
                """).ok();
        Files.createFile(folder().resolve("answered"));
        kernel().awaitEnd();
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    default void a_terminated_kernel_kills_its_runs() throws Exception {
        kernel().run("%mlflow start left-open").ok();
        kernel().terminate();
        assertThat(onlyRun().info().status()).isEqualTo(RunStatus.KILLED);
    }

    /** Has the kernel execute {@code statements} when a run has ended, before it does what it does then. */
    private void atTheEndOfARun(String statements) {
        kernel().run("""
                import org.provenote.tracking.context.*;
                var ended = RunContextProvider.class.getMethod("ended", String.class, RunStatus.class);
                var provider = RunContext.current();
                RunContext.use((RunContextProvider) java.lang.reflect.Proxy.newProxyInstance(
                        RunContext.class.getClassLoader(), new Class<?>[] {RunContextProvider.class}, (proxy, method, arguments) -> {
                            if (method.equals(ended)) { %s }
                            return method.invoke(provider, arguments);
                        }));""".formatted(statements)).ok();
    }
}
