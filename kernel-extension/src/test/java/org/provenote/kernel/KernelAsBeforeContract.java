package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a kernel remains to who tracks nothing, and to Jupyter. */
interface KernelAsBeforeContract extends KernelSteps {
    @Test
    default void user_code_sees_its_own_classes_and_none_of_our_libraries() {
        kernel().run("class Path { int x = 3; }\nnew Path().x").ok();
        kernel().run("new MlflowContext().getClient().searchExperiments();").ok();
        for (String hidden : List.of(
                "tools.jackson.databind.ObjectMapper",
                "okhttp3.OkHttpClient",
                "picocli.CommandLine",
                "org.eclipse.jgit.lib.Repository",
                "org.sqlite.JDBC")) {
            assertThat(kernel().run("Class.forName(\"" + hidden + "\")")
                            .failure()
                            .message())
                    .contains(hidden);
        }
    }

    @Test
    default void a_request_for_history_is_answered_so_that_front_ends_know_the_kernels_state() {
        assertThat(kernel().historyLength()).isZero();
    }

    @Test
    default void a_notebook_that_tracks_nothing_leaves_nothing_behind() throws IOException {
        kernel().run("int x = 1;").ok();
        assertThat(kernel().run("x + 1").ok().value()).isEqualTo("2");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(NOTEBOOK + ".ipynb");
        }
    }

    @Test
    default void a_kernel_that_finds_one_of_its_ports_taken_ends_so_that_jupyter_starts_it_again() throws Exception {
        try (KernelPorts ports = new KernelPorts();
                ServerSocket other = ports.takenBefore("iopub")) {
            assertThat(failureToStart(ports))
                    .contains("The kernel could not start.", "Address already in use")
                    .endsWith("exit code 1");
        }
    }
}
