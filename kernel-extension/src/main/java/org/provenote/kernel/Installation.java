package org.provenote.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.provenote.session.NotebookSession;

/** Where our jars stand: {@code lib} is found from the jar this class came in, or named by a system property. */
final class Installation {
    private static final String LIB_PROPERTY = "provenote.lib";
    /** From {@code share/jupyter/kernels/provenote-java/provenote-kernel.jar} to {@code share/provenote/lib}. */
    private static final String LIB_FROM_KERNELSPEC = "../../../provenote/lib";

    private Installation() {}

    /** A loader of the implementation. */
    static ClassLoader implementation() {
        return new ImplementationLoader(jars(lib()), Installation.class.getClassLoader());
    }

    /** The factory of sessions that {@code implementation} holds. */
    static NotebookSession.Factory sessions(ClassLoader implementation) {
        return ServiceLoader.load(NotebookSession.Factory.class, implementation)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Provenote's jars are missing from " + lib()
                        + "; reinstall with: pip install --force-reinstall provenote"));
    }

    private static Path lib() {
        String named = System.getProperty(LIB_PROPERTY);
        if (named != null) {
            return Path.of(named);
        }
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling(LIB_FROM_KERNELSPEC).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] jars(Path lib) {
        try (Stream<Path> files = Files.isDirectory(lib) ? Files.list(lib) : Stream.empty()) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = url(jars.get(i));
            }
            return urls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
