package org.provenote.provenance;

import java.io.IOException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;

/** The tree that holds one file and the folders above it. */
final class TreeOfOne {
    private TreeOfOne() {}

    static ObjectId insert(ObjectInserter inserter, TreePath path, ObjectId blob) throws IOException {
        ObjectId below = blob;
        FileMode mode = FileMode.REGULAR_FILE;
        for (int i = path.names().size() - 1; i >= 0; i--) {
            TreeFormatter tree = new TreeFormatter();
            tree.append(path.names().get(i), mode, below);
            below = inserter.insert(tree);
            mode = FileMode.TREE;
        }
        return below;
    }
}
