package org.provenote.provenance.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A run, as far as its provenance goes.
 *
 * @param name for messages
 * @param tags {@link RunTags} among them
 */
public record RecordedRun(String name, Map<String, String> params, Map<String, String> tags, Artifacts artifacts) {
    public RecordedRun {
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
    }

    /** The files kept with a run. */
    @FunctionalInterface
    public interface Artifacts {
        /**
         * @param path within the run's artifacts, {@code /} between names
         * @throws IOException if there is none, or it cannot be read
         */
        InputStream open(String path) throws IOException;
    }

    /** A tag's value. */
    public Optional<String> tag(String key) {
        return Optional.ofNullable(tags.get(key));
    }
}
