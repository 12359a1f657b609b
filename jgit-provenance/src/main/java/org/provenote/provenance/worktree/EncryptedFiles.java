package org.provenote.provenance.worktree;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * Files that Git stores encrypted, by a filter such as those of git-crypt, transcrypt and git-agecrypt, told by its name. What lies
 * in the work tree is their clear text, which must not get into Git's objects.
 */
final class EncryptedFiles {
    private static final Pattern ENCRYPTS =
            Pattern.compile("crypt|cipher|secret|vault|gpg|pgp|sops|(^|[^a-z])age([^a-z]|$)");

    private EncryptedFiles() {}

    /** The paths of those. */
    static Set<String> among(Collection<Candidate> candidates, Repository repository, DirCache index)
            throws IOException {
        List<String> paths = candidates.stream().map(Candidate::path).toList();
        Set<String> encrypted = new HashSet<>();
        if (paths.isEmpty()) {
            return encrypted;
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, reader)) {
            walk.setOperationType(TreeWalk.OperationType.CHECKIN_OP);
            walk.addTree(new DirCacheIterator(index));
            FileTreeIterator files = new FileTreeIterator(repository);
            files.setDirCacheIterator(walk, 0);
            walk.addTree(files);
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(paths));
            while (walk.next()) {
                if (isEncrypting(walk.getAttributes())) {
                    encrypted.add(walk.getPathString());
                }
            }
        }
        return encrypted;
    }

    private static boolean isEncrypting(Attributes attributes) {
        String filter = attributes.getValue("filter");
        return filter != null
                && ENCRYPTS.matcher(filter.toLowerCase(Locale.ROOT)).find();
    }
}
