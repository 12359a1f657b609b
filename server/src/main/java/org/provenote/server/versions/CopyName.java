package org.provenote.server.versions;

import org.provenote.tracking.entities.Run;

/** What a copy is called: {@code first-run.57ec7e33.ipynb}, or that without its ending for a folder, as the magic calls it. */
final class CopyName {
    private static final String ENDING = ".ipynb";

    private CopyName() {}

    /** @param attempt from 1; later ones carry a number, for when the earlier names are taken */
    static String of(String notebook, Run run, boolean whole, int attempt) {
        String file = notebook.substring(notebook.lastIndexOf('/') + 1);
        String stem = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        return stem + "." + run.info().shortId() + (attempt == 1 ? "" : "-" + attempt) + (whole ? "" : ENDING);
    }
}
