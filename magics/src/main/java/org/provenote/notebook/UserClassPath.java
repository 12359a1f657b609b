package org.provenote.notebook;

import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's dependency magics have put on the user's class path. JShell does not tell; but user code that calls us
 * was loaded by the loader that has it.
 */
public final class UserClassPath {
    /** The package that JShell puts cells in. */
    static final String JSHELL_PACKAGE = "REPL.";

    private volatile @Nullable URLClassLoader loader;

    /** To be called on a thread that came from user code: remembers the loader of the nearest cell on its stack. */
    public void observe() {
        if (loader == null) {
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                            .filter(type -> type.getName().startsWith(JSHELL_PACKAGE))
                            .map(Class::getClassLoader)
                            .filter(URLClassLoader.class::isInstance)
                            .map(URLClassLoader.class::cast)
                            .findFirst())
                    .ifPresent(found -> loader = found);
        }
    }

    /** The files and folders, in their order; empty until user code has called. */
    public List<Path> entries() {
        List<Path> entries = new ArrayList<>();
        URLClassLoader known = loader;
        if (known != null) {
            for (URL url : known.getURLs()) {
                try {
                    entries.add(Path.of(url.toURI()));
                } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
                    // Not a file of this machine, so nothing that could be looked at.
                }
            }
        }
        return entries;
    }
}
