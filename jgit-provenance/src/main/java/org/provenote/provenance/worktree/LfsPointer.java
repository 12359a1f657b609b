package org.provenote.provenance.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.provenote.provenance.git.Sha256;

/**
 * What Git LFS keeps in Git in the place of a large file.
 *
 * @param sha256 of the file, lower-case hex
 * @param size in bytes
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">the pointer's format</a>
 */
public record LfsPointer(String sha256, long size) {
    private static final int LONGEST = 1024;
    private static final Pattern TEXT = Pattern.compile(
            "version https?://[^\\n]+\\n(?:ext-[^\\n]+\\n)*oid sha256:([0-9a-f]{64})\\nsize (\\d{1,18})\\n?");

    /** The pointer that {@code blob} is; empty when it is any other content. */
    public static Optional<LfsPointer> parse(ObjectReader reader, ObjectId blob) throws IOException {
        ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
        return loader.getSize() > LONGEST ? Optional.empty() : parse(new String(loader.getBytes(), UTF_8));
    }

    static Optional<LfsPointer> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LfsPointer(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether {@code file} holds the bytes that this stands for. */
    public boolean describes(Path file) throws IOException {
        return Files.size(file) == size && Sha256.of(file).equals(sha256);
    }
}
