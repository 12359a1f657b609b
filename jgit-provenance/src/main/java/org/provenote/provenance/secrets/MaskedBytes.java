package org.provenote.provenance.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks bytes piece by piece, so that a large notebook needs little memory beside itself. */
final class MaskedBytes {
    private static final int PIECE = 1024 * 1024;

    private static final AnchorSearch SEARCH = new AnchorSearch(KnownShapes.ALL);

    private final byte[] content;
    private final List<TokenShape> shapes;
    /** What was masked so far; null while nothing was. */
    private @Nullable ByteArrayOutputStream masked;

    private MaskedBytes(byte[] content) {
        this.content = content;
        this.shapes = SEARCH.in(content);
    }

    static byte[] of(byte[] content) {
        return new MaskedBytes(content).mask();
    }

    private byte[] mask() {
        if (shapes.isEmpty()) {
            return content;
        }
        for (int from = 0; from < content.length; ) {
            // one char per byte: what is not masked comes back as it was
            String piece = new String(content, from, Math.min(PIECE, content.length - from), ISO_8859_1);
            int length = from + piece.length() == content.length ? piece.length() : cut(piece);
            take(from, piece.substring(0, length));
            from += length;
        }
        return masked == null ? content : masked.toByteArray();
    }

    private void take(int from, String piece) {
        String safe = Secrets.mask(piece, shapes);
        if (masked == null && !safe.equals(piece)) {
            masked = new ByteArrayOutputStream(content.length);
            masked.write(content, 0, from);
        }
        if (masked != null) {
            masked.writeBytes(safe.getBytes(ISO_8859_1));
        }
    }

    /** Where a piece may end: after a line, and not within a private key. */
    private static int cut(String piece) {
        int key = piece.lastIndexOf("-----BEGIN");
        int line = piece.lastIndexOf('\n');
        if (key > 0 && piece.indexOf("-----END", key) < 0) {
            return key;
        }
        return line > 0 ? line + 1 : piece.length();
    }
}
