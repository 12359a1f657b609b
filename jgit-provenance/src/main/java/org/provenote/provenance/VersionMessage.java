package org.provenote.provenance;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.provenote.provenance.secrets.Secrets;

/** A version's commit message: the caller's words, then where in the tree the notebook stands. */
final class VersionMessage {
    private static final String TRAILER = "Provenote-Notebook: ";

    private VersionMessage() {}

    static String of(String words, TreePath path) {
        // encoded, as a file name may hold a line break
        return Secrets.mask(words.replace('\0', ' ').strip()) + "\n\n" + TRAILER
                + URLEncoder.encode(path.toString(), StandardCharsets.UTF_8) + "\n";
    }

    /** The notebook's path in the tree; empty when this is no commit of ours. The last trailer counts. */
    static Optional<String> notebookPath(String message) {
        return message.lines()
                .filter(line -> line.startsWith(TRAILER))
                .reduce((earlier, later) -> later)
                .map(line -> URLDecoder.decode(line.substring(TRAILER.length()), StandardCharsets.UTF_8));
    }
}
