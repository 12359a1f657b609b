package org.provenote.provenance.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads coordinates off a path. */
final class RepositoryLayout {
    /** Folders that repositories begin in: Maven's own, Coursier's and Ivy's mirror by host. */
    private static final Pattern MAVEN_ROOT =
            Pattern.compile(".*/(?:repository|maven2|maven-public|releases|m2|\\.m2_repo|central)/(.+)");

    private RepositoryLayout() {}

    /** {@code <root>/org/group/artifact/version/artifact-version[-classifier].jar}. */
    static Optional<Coordinates> maven(Path jar) {
        if (jar.getNameCount() < 4) {
            return Optional.empty();
        }
        String version = jar.getParent().getFileName().toString();
        String artifact = jar.getName(jar.getNameCount() - 3).toString();
        Optional<String> rest = rest(stem(jar), artifact + "-" + version);
        return rest.isEmpty()
                ? Optional.empty()
                : group(jar.subpath(0, jar.getNameCount() - 3), jar, artifact, version)
                        .map(group -> new Coordinates(group, artifact, version, classifier(rest.get())));
    }

    /** {@code <root>/org.group/artifact/jars/artifact-version.jar}; {@code bundles} for OSGi jars. */
    static Optional<Coordinates> ivy(Path jar) {
        if (jar.getNameCount() < 4
                || !jar.getParent().getFileName().toString().matches("jars|bundles|eclipse-plugins")) {
            return Optional.empty();
        }
        String artifact = jar.getName(jar.getNameCount() - 3).toString();
        String group = jar.getName(jar.getNameCount() - 4).toString();
        return stem(jar).startsWith(artifact + "-")
                ? Optional.of(
                        new Coordinates(group, artifact, stem(jar).substring(artifact.length() + 1), Optional.empty()))
                : Optional.empty();
    }

    private static Optional<String> group(Path above, Path jar, String artifact, String version) {
        Path pom = jar.resolveSibling(artifact + "-" + version + ".pom");
        Optional<String> written = Files.isRegularFile(pom) ? PomGroup.read(pom) : Optional.empty();
        return written.filter(group -> ("/" + above).replace('\\', '/').endsWith("/" + group.replace('.', '/')))
                .or(() -> belowRoot(above));
    }

    private static Optional<String> belowRoot(Path above) {
        Matcher matcher = MAVEN_ROOT.matcher("/" + above.toString().replace('\\', '/'));
        return matcher.matches() ? Optional.of(matcher.group(1).replace('/', '.')) : Optional.empty();
    }

    private static Optional<String> rest(String stem, String start) {
        return stem.equals(start) || stem.startsWith(start + "-")
                ? Optional.of(stem.substring(start.length()))
                : Optional.empty();
    }

    private static Optional<String> classifier(String rest) {
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest.substring(1));
    }

    private static String stem(Path jar) {
        String name = jar.getFileName().toString();
        return name.substring(0, name.length() - ".jar".length());
    }
}
