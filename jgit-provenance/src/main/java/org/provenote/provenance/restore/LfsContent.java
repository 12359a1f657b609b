package org.provenote.provenance.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.provenote.provenance.worktree.LfsPointer;

/**
 * A large file that a tree has a pointer to.
 *
 * @param stored its place in Git LFS's own store beside the repository; nothing is there if it was not fetched
 */
record LfsContent(LfsPointer pointer, Path stored) {

    /** What {@code blob} points to; empty when it is no pointer. */
    static Optional<LfsContent> of(Repository repository, FileMode mode, ObjectId blob) throws IOException {
        if (mode == FileMode.SYMLINK) {
            return Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            return LfsPointer.parse(reader, blob).map(pointer -> new LfsContent(pointer, stored(repository, pointer)));
        }
    }

    boolean isHere() throws IOException {
        return Files.isRegularFile(stored) && pointer.describes(stored);
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
