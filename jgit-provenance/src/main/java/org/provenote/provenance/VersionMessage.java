package org.provenote.provenance;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.provenote.provenance.secrets.Secrets;
import org.provenote.provenance.worktree.Gaps;
import org.provenote.provenance.worktree.LeftOut;

/**
 * A version's commit message: the caller's words, then trailers that say where in the tree the notebook stands, what the tree does
 * not have as it was, and by which id the notebook is known where its content does not tell. Paths are encoded, as a file name may
 * hold a line break.
 */
final class VersionMessage {
    private static final String NOTEBOOK = "Provenote-Notebook: ";
    private static final String LEFT_OUT = "Provenote-Left-Out: ";
    private static final String MASKED = "Provenote-Masked: ";
    private static final String ALONE = "Provenote-Work-Tree: none";
    private static final String KNOWN_AS = "Provenote-Known-As: ";
    private static final String NO_ID = "none";

    /** Of a kind; tracked files come first. */
    private static final int MOST = 10_000;

    private static final String BEFORE_TRAILERS = "\n\n";

    private VersionMessage() {}

    /** Of a version with the work tree around its notebook. */
    static String of(String words, TreePath notebook, Gaps gaps) {
        Stream<String> leftOut = gaps.leftOut().stream()
                .limit(MOST)
                .map(file -> LEFT_OUT + file.reason() + " " + file.size() + " " + encoded(file.path()));
        Stream<String> masked = gaps.masked().stream().limit(MOST).map(path -> MASKED + encoded(path));
        return message(words, notebook, Stream.concat(leftOut, masked));
    }

    /** Of a version of the notebook alone. */
    static String ofNotebookAlone(String words, TreePath notebook) {
        return message(words, notebook, Stream.of(ALONE));
    }

    /** The message of a version whose content does not tell the id that the notebook is known by, if any. */
    static String withId(String message, Optional<UUID> id) {
        return message + KNOWN_AS + id.map(UUID::toString).orElse(NO_ID) + "\n";
    }

    private static String message(String words, TreePath notebook, Stream<String> more) {
        List<String> trailers = new ArrayList<>(List.of(NOTEBOOK + encoded(notebook.toString())));
        more.forEach(trailers::add);
        return Secrets.mask(words.replace('\0', ' ').strip()) + BEFORE_TRAILERS + String.join("\n", trailers) + "\n";
    }

    /** The notebook's path in the tree; empty when this is no commit of ours. */
    static Optional<String> notebookPath(String message) {
        return values(message, NOTEBOOK).reduce((earlier, later) -> later).map(VersionMessage::decoded);
    }

    /** What is known of a version's content. */
    static KnownContent known(String message, byte[] content) {
        return values(message, KNOWN_AS)
                .findFirst()
                .map(id -> new KnownContent(content, id(id)))
                .orElseGet(() -> KnownContent.of(content));
    }

    private static Optional<UUID> id(String written) {
        try {
            return Optional.of(UUID.fromString(written));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isNotebookAlone(String message) {
        return trailers(message).lines().anyMatch(ALONE::equals);
    }

    static Gaps gaps(String message) {
        return new Gaps(
                values(message, LEFT_OUT)
                        .flatMap(written -> leftOut(written).stream())
                        .toList(),
                values(message, MASKED).map(VersionMessage::decoded).toList());
    }

    /** All that is said of the tree, to compare. */
    static String trailers(String message) {
        String text = message.strip();
        int before = text.lastIndexOf(BEFORE_TRAILERS);
        return before < 0 ? text : text.substring(before + BEFORE_TRAILERS.length());
    }

    private static Stream<String> values(String message, String trailer) {
        return trailers(message)
                .lines()
                .filter(line -> line.startsWith(trailer))
                .map(line -> line.substring(trailer.length()));
    }

    private static Optional<LeftOut> leftOut(String written) {
        String[] parts = written.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(
                            new LeftOut(decoded(parts[2]), Long.parseLong(parts[1]), LeftOut.Reason.valueOf(parts[0])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // a reason that a later version knows
            return Optional.empty();
        }
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path, StandardCharsets.UTF_8);
    }
}
