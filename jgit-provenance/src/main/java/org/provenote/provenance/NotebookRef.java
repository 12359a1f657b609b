package org.provenote.provenance;

import java.nio.charset.StandardCharsets;
import org.provenote.provenance.git.Sha256;

/** The hidden ref of a notebook: outside {@code refs/heads} and {@code refs/tags}, so no branch, no push, no status. */
final class NotebookRef {
    static final String PREFIX = "refs/provenote/";

    /** Leaves room for {@code .lock} and the folders before it in every file system's 255 bytes. */
    private static final int LONGEST = 120;

    private NotebookRef() {}

    /**
     * The ref's full name. Different ids give different names, also where the file system ignores case: what is not a
     * lower-case letter, digit, {@code -} or {@code _} is written as {@code %xx}.
     */
    static String of(String notebookId) {
        StringBuilder name = new StringBuilder();
        for (byte octet : notebookId.getBytes(StandardCharsets.UTF_8)) {
            name.append(isPlain(octet) ? String.valueOf((char) octet) : String.format("%%%02x", octet & 0xff));
        }
        return PREFIX + (fits(name) ? name : "%" + Sha256.of(notebookId.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean fits(CharSequence name) {
        return !name.isEmpty() && name.length() <= LONGEST;
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-' || octet == '_';
    }
}
