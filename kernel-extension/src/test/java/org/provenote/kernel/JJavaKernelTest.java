package org.provenote.kernel;

import java.nio.file.Path;
import java.util.List;

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
}
