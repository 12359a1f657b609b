package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Path;

/** A notebook version is kept, and larger than what is read into memory. The message says how to get it. */
public final class VersionTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    VersionTooLargeException(int most, Path gitDir, String blob) {
        super("this notebook version is larger than " + (most >> 20) + " MiB, so that it is neither shown nor compared."
                + " Restore makes a copy of it, and so does: " + command(gitDir, blob));
    }

    private static String command(Path gitDir, String blob) {
        return gitDir.endsWith(NotebookVersions.OWN_REPOSITORY)
                ? "git --git-dir=" + NotebookVersions.OWN_REPOSITORY + " show " + blob
                        + " > copy.ipynb (in the folder that holds .provenote)"
                : "git show " + blob + " > copy.ipynb (in the notebook's folder)";
    }
}
