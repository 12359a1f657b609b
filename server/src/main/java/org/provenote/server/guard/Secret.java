package org.provenote.server.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A word to be compared in a time that says nothing about it. Never printed. */
public final class Secret {
    private final byte[] digest;

    public Secret(String word) {
        this.digest = digest(word);
    }

    boolean is(@Nullable String candidate) {
        return candidate != null && MessageDigest.isEqual(digest, digest(candidate));
    }

    /** Digests have one length, so not even the word's length shows. */
    private static byte[] digest(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
