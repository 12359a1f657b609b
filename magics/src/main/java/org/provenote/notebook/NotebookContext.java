package org.provenote.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.TrackingUris;

/** What follows for runs from where the notebook stands. */
public final class NotebookContext {
    private NotebookContext() {}

    /** The nearest embedded store from the notebook's folder up to the root. */
    public static String trackingUri(NotebookLocation notebook) {
        return TrackingUris.nearest(notebook.folder(), notebook.root());
    }

    /** Which notebook a run comes from; source name and type under MLflow's names. */
    public static Map<String, String> tags(NotebookLocation notebook) {
        Map<String, String> tags = new LinkedHashMap<>();
        notebook.path().ifPresent(path -> {
            tags.put(RunTag.SOURCE_NAME, path);
            tags.put(RunTags.NOTEBOOK_PATH, path);
        });
        tags.put(RunTag.SOURCE_TYPE, "NOTEBOOK");
        return tags;
    }
}
