package org.provenote.provenance.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A run, as far as its provenance goes.
 *
 * @param name for messages
 * @param tags {@link RunTags} among them
 * @param place where its artifacts are by what the store says, for messages: without user and password
 */
public record RecordedRun(
        String name, Map<String, String> params, Map<String, String> tags, String place, Artifacts artifacts) {
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

    /** The same with the notebook as it was at the run's end, which is that of its start where no other was kept. */
    public RecordedRun atEnd() {
        Map<String, String> then = new HashMap<>(tags);
        tag(RunTags.END_REVISION).ifPresent(revision -> then.put(RunTags.REVISION, revision));
        tag(RunTags.END_CONTENT_SOURCE).ifPresent(source -> then.put(RunTags.CONTENT_SOURCE, source));
        return new RecordedRun(name, params, then, place, artifacts);
    }

    /** A tag's value. */
    public Optional<String> tag(String key) {
        return Optional.ofNullable(tags.get(key));
    }
}
