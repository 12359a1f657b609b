package org.provenote.tracking;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;

/** Tells who logs of values that are stored cut, as MLflow's client for Python does; here once for each key. Thread-safe. */
final class CutValues {
    private static final System.Logger LOG = System.getLogger("provenote");

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Tells of those in a batch that was logged. */
    void tell(Batch batch) {
        for (Param param : batch.params()) {
            tell("Param", param.key(), param.value(), Batch.LONGEST_PARAM);
        }
        for (RunTag tag : batch.tags()) {
            tell("Tag", tag.key(), tag.value(), Batch.LONGEST_TAG);
        }
    }

    private void tell(String what, String key, String value, int limit) {
        if (value.length() <= limit) {
            return;
        }
        int length = value.codePointCount(0, value.length());
        if (length > limit && told.add(what + key)) {
            warn(what + " '" + key + "' has " + length + " characters; what is stored are the first " + limit
                    + ", which is MLflow's limit. Log longer texts as artifacts, by logText");
        }
    }

    private static void warn(String text) {
        try {
            LOG.log(System.Logger.Level.WARNING, text);
        } catch (RuntimeException e) {
            // The user's own log handler failed: no reason for a log call to.
        }
    }
}
