package org.provenote.kernel;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real IJava 1.3.0, which no package registry has: runs where {@code IJAVA_JAR} names the user's. */
@EnabledIfEnvironmentVariable(named = "IJAVA_JAR", matches = ".+")
class IJavaKernelTest extends KernelContract {
    @Override
    String mainClass() {
        return IJavaMain.class.getName();
    }

    @Override
    List<Path> classPath() {
        return List.of(Path.of(System.getenv("IJAVA_JAR")), OUR_JAR);
    }
}
