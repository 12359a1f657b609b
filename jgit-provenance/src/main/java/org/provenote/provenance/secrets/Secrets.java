package org.provenote.provenance.secrets;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * Masks secrets in what is about to be stored: tokens and keys in the shapes that their issuers publish, passwords in
 * URLs, private key blocks, and printed environment values whose names say that they are secret. What has no known
 * shape cannot be told from other text and stays.
 *
 * <p>The mask keeps JSON valid and leaves the kind of secret readable: {@code ghp_***}. Thread-safe.
 */
public final class Secrets {
    static final String MASK = "***";

    private Secrets() {}

    public static String mask(String text) {
        return mask(
                text,
                KnownShapes.ALL.stream()
                        .filter(shape -> shape.anchors().stream().anyMatch(text::contains))
                        .toList());
    }

    static String mask(String text, List<TokenShape> shapes) {
        String masked = text;
        for (TokenShape shape : shapes) {
            masked = shape.pattern().matcher(masked).replaceAll(Secrets::replacement);
        }
        return masked;
    }

    /** The same array where nothing was masked. The bytes may be text in any encoding that extends ASCII, or no text. */
    public static byte[] mask(byte[] content) {
        return MaskedBytes.of(content);
    }

    /** Whether a file of this name holds secrets by custom, whatever is in it. */
    public static boolean isSecretFile(String fileName) {
        return SecretFileNames.matches(fileName);
    }

    /** Whether a folder of this name holds secrets by custom. */
    public static boolean isSecretFolder(String name) {
        return SecretFileNames.matchesFolder(name);
    }

    private static String replacement(MatchResult found) {
        String readable = found.group(1);
        return Matcher.quoteReplacement((readable == null ? "" : readable) + MASK);
    }
}
