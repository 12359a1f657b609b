package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** JJava, the kernel that we bring. */
class JJavaKernelTest extends KernelContract {
    @Override
    String mainClass() {
        return JJavaMain.class.getName();
    }

    @Override
    List<Path> classPath() {
        return List.of(Path.of("..", ".build", "jjava", "jjava.jar"), OUR_JAR);
    }

    @Test
    void a_run_around_a_cell_goes_around_the_kernels_own_cell_magics() throws Exception {
        Path jar = KernelSteps.jarOf(JsonMapper.class);
        kernel().run("%jars " + jar).ok();
        kernel().run("%%mlflow run timed\n%%time\n%mlflow metric a 1\nint kept = 7;")
                .ok();
        assertThat(kernel().run("kept").ok().value()).isEqualTo("7");
        awaitDelivery();
        assertThat(environmentOf("timed")).contains(jar.getFileName().toString());
    }
}
