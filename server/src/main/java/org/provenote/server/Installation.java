package org.provenote.server;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the wheel put this program: {@code ENVIRONMENT/share/provenote/lib/server-….jar}. */
final class Installation {
    private Installation() {}

    /** The Python environment, unless this program runs from elsewhere, such as a build. */
    static Optional<Path> environment() {
        return share().flatMap(share -> Optional.ofNullable(share.getParent()))
                .flatMap(above -> Optional.ofNullable(above.getParent()));
    }

    /** Our web pages, {@code ENVIRONMENT/share/provenote/pages}, unless this program runs from elsewhere. */
    static Optional<Path> pages() {
        return share().map(share -> share.resolve("pages")).filter(Files::isDirectory);
    }

    /** {@code ENVIRONMENT/share/provenote}. */
    private static Optional<Path> share() {
        return Stream.ofNullable(Installation.class.getProtectionDomain().getCodeSource())
                .flatMap(Installation::file)
                .filter(Files::isRegularFile)
                .flatMap(jar -> Stream.ofNullable(jar.getParent()))
                .filter(lib -> lib.endsWith(Path.of("share", "provenote", "lib")))
                .flatMap(lib -> Stream.ofNullable(lib.getParent()))
                .findFirst();
    }

    private static Stream<Path> file(CodeSource source) {
        try {
            return Stream.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Stream.empty();
        }
    }
}
