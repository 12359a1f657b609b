package org.provenote.provenance.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.provenote.provenance.git.Sha256;

/**
 * Looks at jars, each once while it does not change: a session asks at every run's end, and Spark alone is 300 MB. Keep one
 * for a session; thread-safe.
 */
public final class JarInventory {
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    private record Known(FileTime modified, Jar jar) {}

    /** The jars among {@code classPath}, in its order; folders and what does not exist are passed over. */
    public List<Jar> look(Collection<Path> classPath) {
        return classPath.stream()
                .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
                .map(this::look)
                .toList();
    }

    private Jar look(Path path) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Known before = known.get(path);
            if (before != null && before.modified.equals(now.lastModifiedTime()) && before.jar.size() == now.size()) {
                return before.jar;
            }
            Jar jar = new Jar(name(path), CoordinatesOf.jar(path), Optional.of(Sha256.of(path)), now.size());
            known.put(path, new Known(now.lastModifiedTime(), jar));
            return jar;
        } catch (IOException e) {
            return new Jar(name(path), Optional.empty(), Optional.empty(), 0);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
