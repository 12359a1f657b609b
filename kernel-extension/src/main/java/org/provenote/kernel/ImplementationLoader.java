package org.provenote.kernel;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;

/**
 * Loads what implements the session from our own jars and nothing else: of the kernel's class path it sees our API only, so
 * neither side's libraries can get in the other's way.
 */
final class ImplementationLoader extends URLClassLoader {
    static {
        // Capture gets ready beside the cell that starts the first run.
        registerAsParallelCapable();
    }

    /** The packages that user code and implementation share. */
    private static final Set<String> API = Set.of(
            "org.provenote.tracking",
            "org.provenote.tracking.entities",
            "org.provenote.tracking.store",
            "org.provenote.tracking.context",
            "org.provenote.session");

    private final ClassLoader kernel;

    ImplementationLoader(URL[] jars, ClassLoader kernel) {
        super("provenote", jars, ClassLoader.getPlatformClassLoader());
        this.kernel = kernel;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return API.contains(packageOf(name)) ? kernel.loadClass(name) : super.loadClass(name, resolve);
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
