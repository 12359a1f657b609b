package org.provenote.provenance.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.provenote.provenance.worktree.Gaps;

/** One tree into one folder. */
public final class StateRestore {
    private final Repository repository;
    private final TargetFolder target;
    private final MissingParts missing;
    private int files;

    private StateRestore(Repository repository, TargetFolder target, Gaps gaps) {
        this.repository = repository;
        this.target = target;
        this.missing = new MissingParts(gaps);
    }

    /**
     * Restores {@code tree} into {@code folder}, which is made if need be. What the tree does not have as it was replaces nothing.
     *
     * @param gaps what that is
     * @throws FileAlreadyExistsException if something is in the folder and {@code existing} says to refuse
     * @throws IOException if it is more than can be written, of which nothing is then
     */
    public static Restored restore(
            Repository repository, ObjectId tree, Gaps gaps, String notebook, Path folder, Existing existing)
            throws IOException {
        if (existing == Existing.REFUSE) {
            refuseUnlessEmpty(folder);
        }
        TreeSize.check(repository, tree, folder);
        Path top = Files.createDirectories(folder).toRealPath();
        StateRestore restore = new StateRestore(repository, new TargetFolder(top), gaps);
        restore.writeAll(tree);
        return new Restored(top, top.resolve(notebook), restore.files, restore.missing.told());
    }

    private static void refuseUnlessEmpty(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new FileAlreadyExistsException(
                folder.toString(), null, "is not empty. Name a folder that does not exist yet, or ask to replace");
    }

    private void writeAll(ObjectId tree) throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (Arrays.equals(walk.getRawPath(), walk.getPathString().getBytes(UTF_8))) {
                    write(walk.getPathString(), walk.getFileMode(0), walk.getObjectId(0));
                } else {
                    missing.add(walk.getPathString(), "its name is no UTF-8");
                }
            }
        }
    }

    private void write(String path, FileMode mode, ObjectId blob) throws IOException {
        if (mode == FileMode.GITLINK) {
            missing.add(path, "a submodule at commit " + blob.name());
            return;
        }
        try {
            // opened before anything is touched
            RestoredFile file = RestoredFile.of(repository, mode, blob);
            Path place = target.place(path);
            Optional<String> gap = missing.gap(path);
            if (gap.isPresent() && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnsafePathException(gap.get() + "; the file that is there stays");
            }
            file.writeTo(place).ifPresent(why -> missing.add(path, why));
            files++;
            missing.addRestored(path);
        } catch (UnsafePathException e) {
            missing.add(path, e.getMessage());
        } catch (MissingObjectException e) {
            missing.add(path, "its content is not in this repository (a partial clone?)");
        }
    }
}
