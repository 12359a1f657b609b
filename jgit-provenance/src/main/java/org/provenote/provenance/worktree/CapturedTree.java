package org.provenote.provenance.worktree;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** The index in memory, with captured files in the place of its own; never written back. */
final class CapturedTree {
    private final DirCache index;
    private final Map<String, DirCacheEntry> captured;
    private final Set<String> gone;

    CapturedTree(DirCache index, Map<String, DirCacheEntry> captured, Set<String> gone) {
        this.index = index;
        this.captured = captured;
        this.gone = gone;
    }

    ObjectId insert(ObjectInserter inserter, String notebookPath, ObjectId notebook) throws IOException {
        DirCache tree = DirCache.newInCore();
        DirCacheBuilder builder = tree.builder();
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            if (isKept(entry) && !entry.getPathString().equals(notebookPath)) {
                builder.add(copyOf(entry));
            }
        }
        captured.values().forEach(builder::add);
        DirCacheEntry entry = new DirCacheEntry(notebookPath);
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(notebook);
        builder.add(entry);
        builder.finish();
        refuseFileAndFolderOfOneName(tree);
        return tree.writeTree(inserter);
    }

    private boolean isKept(DirCacheEntry entry) {
        return entry.getStage() == 0
                && !captured.containsKey(entry.getPathString())
                && !gone.contains(entry.getPathString());
    }

    private static DirCacheEntry copyOf(DirCacheEntry entry) {
        DirCacheEntry copy = new DirCacheEntry(entry.getPathString());
        copy.setFileMode(entry.getFileMode());
        copy.setObjectId(entry.getObjectId());
        return copy;
    }

    /** Possible where files were exchanged during the capture; Git would call such a tree corrupt. */
    private static void refuseFileAndFolderOfOneName(DirCache tree) throws IOException {
        for (int i = 0; i < tree.getEntryCount(); i++) {
            String path = tree.getEntry(i).getPathString();
            int below = -tree.findEntry(path + "/") - 1;
            if (below < tree.getEntryCount()
                    && tree.getEntry(below).getPathString().startsWith(path + "/")) {
                throw new IOException(path + " became a folder while the work tree was captured");
            }
        }
    }
}
