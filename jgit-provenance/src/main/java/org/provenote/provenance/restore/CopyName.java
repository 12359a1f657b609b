package org.provenote.provenance.restore;

/** What a copy is called: {@code first-run.57ec7e33.ipynb}, or that without its ending for a folder. */
public final class CopyName {
    private static final String ENDING = ".ipynb";

    private CopyName() {}

    /**
     * @param notebook its name or its path, with {@code /} or {@code \}, wherever it was recorded
     * @param run a short id
     * @param whole whether it is a folder
     * @param attempt from 1; later ones carry a number, for when the earlier names are taken
     */
    public static String of(String notebook, String run, boolean whole, int attempt) {
        String file = notebook.substring(Math.max(notebook.lastIndexOf('/'), notebook.lastIndexOf('\\')) + 1);
        String stem = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        return stem + "." + run + (attempt == 1 ? "" : "-" + attempt) + (whole ? "" : ENDING);
    }
}
