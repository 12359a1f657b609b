package org.provenote.provenance.environment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Tells where a jar comes from: by the layout of the repository that it lies in, which knows classifiers, else by the {@code
 * pom.properties} that Maven builds put into it.
 */
final class CoordinatesOf {
    private static final long LONGEST_PROPERTIES = 64 * 1024;

    private CoordinatesOf() {}

    static Optional<Coordinates> jar(Path jar) {
        Path absolute = jar.toAbsolutePath().normalize();
        return RepositoryLayout.maven(absolute)
                .or(() -> RepositoryLayout.ivy(absolute))
                .or(() -> fromPomProperties(absolute));
    }

    private static Optional<Coordinates> fromPomProperties(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<Coordinates> inside = zip.stream()
                    .filter(CoordinatesOf::isPomProperties)
                    .flatMap(entry -> read(zip, entry).stream())
                    .toList();
            // a shaded jar carries those of its parts, too
            return inside.stream()
                    .filter(found ->
                            jar.getFileName().toString().startsWith(found.artifactId() + "-" + found.version()))
                    .findFirst()
                    .or(() -> inside.size() == 1 ? Optional.of(inside.get(0)) : Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isPomProperties(ZipEntry entry) {
        return entry.getName().startsWith("META-INF/maven/")
                && entry.getName().endsWith("/pom.properties")
                && entry.getSize() <= LONGEST_PROPERTIES;
    }

    private static Optional<Coordinates> read(ZipFile zip, ZipEntry entry) {
        try (InputStream text = zip.getInputStream(entry)) {
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(text.readNBytes((int) LONGEST_PROPERTIES)));
            return Optional.of(new Coordinates(
                            properties.getProperty("groupId", ""),
                            properties.getProperty("artifactId", ""),
                            properties.getProperty("version", ""),
                            Optional.empty()))
                    .filter(found -> !found.groupId().isEmpty()
                            && !found.artifactId().isEmpty()
                            && !found.version().isEmpty());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
