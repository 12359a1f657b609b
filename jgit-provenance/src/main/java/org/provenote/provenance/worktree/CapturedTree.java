package org.provenote.provenance.worktree;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** A tree of what Git has, with captured files in the place of its own. */
final class CapturedTree {
    private final Map<String, TreeEdit.Entry> edits = new HashMap<>();

    CapturedTree(Map<String, DirCacheEntry> captured, Set<String> gone, String notebookPath, ObjectId notebook) {
        gone.forEach(path -> edits.put(path, TreeEdit.Entry.GONE));
        captured.forEach(
                (path, entry) -> edits.put(path, new TreeEdit.Entry(entry.getFileMode(), entry.getObjectId())));
        edits.put(notebookPath, new TreeEdit.Entry(FileMode.REGULAR_FILE, notebook));
    }

    /** On the tree of the commit, which the index does not differ from; the cheap and common case. */
    ObjectId onCommit(@Nullable ObjectId tree, ObjectReader reader, ObjectInserter inserter) throws IOException {
        return new TreeEdit(reader, inserter).edit(tree, edits);
    }

    /** On the index, of which a tree is made first; the index itself stays as it is. */
    ObjectId onIndex(DirCache index, ObjectReader reader, ObjectInserter inserter) throws IOException {
        DirCache resolved = DirCache.newInCore();
        DirCacheBuilder builder = resolved.builder();
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            // files in conflict are captured as they stand in the work tree
            if (entry.getStage() == 0 && !isGone(entry.getPathString())) {
                builder.add(copyOf(entry));
            }
        }
        builder.finish();
        ObjectId tree = resolved.writeTree(inserter);
        inserter.flush();
        return onCommit(tree, reader, inserter);
    }

    private boolean isGone(String path) {
        return TreeEdit.Entry.GONE.equals(edits.get(path));
    }

    private static DirCacheEntry copyOf(DirCacheEntry entry) {
        DirCacheEntry copy = new DirCacheEntry(entry.getRawPath());
        copy.setFileMode(entry.getFileMode());
        copy.setObjectId(entry.getObjectId());
        return copy;
    }
}
