package org.provenote.provenance.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.provenote.provenance.worktree.LfsPointer;

/** The large files that a tree has pointers to, from Git LFS's own store beside the repository. */
final class LfsContent {
    private LfsContent() {}

    /** Puts the content in the place of a pointer that was just written to {@code file}, or says that it is missing. */
    static Optional<String> replacePointer(Repository repository, FileMode mode, ObjectId blob, Path file)
            throws IOException {
        if (mode == FileMode.SYMLINK) {
            return Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            Optional<LfsPointer> pointer = LfsPointer.parse(reader, blob);
            return pointer.isEmpty()
                    ? Optional.empty()
                    : replace(stored(repository, pointer.get()), pointer.get(), file);
        }
    }

    private static Optional<String> replace(Path stored, LfsPointer pointer, Path file) throws IOException {
        if (!Files.isRegularFile(stored) || !pointer.describes(stored)) {
            return Optional.of("its content is in Git LFS and was not fetched; the pointer stands in its place");
        }
        Files.copy(stored, file, StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
    }

    private static Path stored(Repository repository, LfsPointer pointer) {
        String hash = pointer.sha256();
        return repository
                .getCommonDirectory()
                .toPath()
                .resolve("lfs/objects")
                .resolve(hash.substring(0, 2))
                .resolve(hash.substring(2, 4))
                .resolve(hash);
    }
}
