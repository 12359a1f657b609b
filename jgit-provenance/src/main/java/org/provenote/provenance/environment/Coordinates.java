package org.provenote.provenance.environment;

import java.util.Optional;

/** A jar's place in Maven repositories. */
public record Coordinates(String groupId, String artifactId, String version, Optional<String> classifier) {

    /** {@code group:artifact:version}, and {@code :classifier} where there is one. */
    @Override
    public String toString() {
        return groupId + ":" + artifactId + ":" + version
                + classifier.map(name -> ":" + name).orElse("");
    }
}
