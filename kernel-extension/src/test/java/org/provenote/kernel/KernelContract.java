package org.provenote.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.store.TrackingStores;

/** What every kernel that we serve keeps, driven over ZeroMQ as Jupyter drives it. */
@Tag("integration")
abstract class KernelContract
        implements LoggedInCellsContract,
                RunsOfCellsContract,
                ProvenanceContract,
                ShownInCellsContract,
                EndOfKernelContract,
                KernelAsBeforeContract {
    static final Path OUR_JAR = Path.of("target", "provenote-kernel.jar");

    @TempDir
    Path folder;

    private KernelProcessUnderTest kernel;

    /** The kernel's main class. */
    abstract String mainClass();

    /** What stands on the kernel's class path. */
    abstract List<Path> classPath();

    @BeforeEach
    void a_kernel_on_a_notebook() throws Exception {
        Path notebook = Files.writeString(folder.resolve(NOTEBOOK + ".ipynb"), "{\"cells\": []}");
        Map<String, String> variables = new HashMap<>();
        variables.put("JPY_SESSION_NAME", notebook.toString());
        variables.put("PWD", folder.toString());
        kernel = KernelProcessUnderTest.start(mainClass(), classPath(), folder, variables);
    }

    @AfterEach
    void end() {
        kernel.close();
        TrackingStores.closeAll();
    }

    @Override
    public KernelProcessUnderTest kernel() {
        return kernel;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String failureToStart(KernelPorts ports) throws Exception {
        return KernelProcessUnderTest.failure(mainClass(), classPath(), folder, ports);
    }
}
