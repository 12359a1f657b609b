package org.provenote.provenance.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * What a tree comes to as files and folders, counted before any is written: a handful of trees that name one another can mean more than a
 * disk has room for. Each tree is counted once. What Git LFS keeps elsewhere counts as the pointer.
 */
final class TreeSize {
    /** With folders: more than the largest repositories have. */
    private static final int MOST_FILES = 1_000_000;

    /** Deeper than any system's paths. */
    private static final int DEEPEST = 2_000;

    private record Size(long files, long bytes) {}

    private final ObjectReader reader;
    private final Path folder;
    private final long room;
    private final Map<ObjectId, Size> counted = new HashMap<>();

    private TreeSize(ObjectReader reader, Path folder) throws IOException {
        this.reader = reader;
        this.folder = folder;
        this.room = room(folder);
    }

    /** @throws IOException if there are too many files, or the disk of {@code folder}, which need not exist, has no room for them */
    static void check(Repository repository, ObjectId tree, Path folder) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            new TreeSize(reader, folder).of(tree, 1);
        }
    }

    private Size of(ObjectId tree, int depth) throws IOException {
        Size before = counted.get(tree);
        if (before != null) {
            return before;
        }
        if (depth > DEEPEST) {
            throw new IOException("the state has folders " + DEEPEST + " deep; nothing was written");
        }
        long files = 1;
        long bytes = 0;
        for (CanonicalTreeParser entry = new CanonicalTreeParser(null, reader, tree); !entry.eof(); entry.next(1)) {
            Size size =
                    entry.getEntryFileMode() == FileMode.TREE ? of(entry.getEntryObjectId(), depth + 1) : ofFile(entry);
            files += size.files();
            bytes += size.bytes();
            if (files > MOST_FILES) {
                throw new IOException(String.format(
                        Locale.ROOT, "the state has more than %,d files and folders; nothing was written", MOST_FILES));
            }
            if (bytes > room) {
                throw new IOException("the state does not fit into the " + (room >> 30) + " GiB that are free in "
                        + folder + "; nothing was written");
            }
        }
        Size size = new Size(files, bytes);
        counted.put(tree, size);
        return size;
    }

    private Size ofFile(CanonicalTreeParser entry) throws IOException {
        try {
            return entry.getEntryFileMode() == FileMode.GITLINK
                    ? new Size(1, 0)
                    : new Size(1, reader.getObjectSize(entry.getEntryObjectId(), Constants.OBJ_BLOB));
        } catch (MissingObjectException e) {
            return new Size(1, 0);
        }
    }

    private static long room(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing).getUsableSpace();
    }
}
