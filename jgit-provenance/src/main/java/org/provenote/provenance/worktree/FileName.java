package org.provenote.provenance.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jgit.dircache.DirCacheEntry;

/** Git's names are bytes and Java's are text: a name that is no UTF-8 cannot be told by text without becoming another. */
final class FileName {
    private static final char REPLACED = '\uFFFD';

    private FileName() {}

    static boolean isText(DirCacheEntry entry) {
        return Arrays.equals(entry.getPathString().getBytes(UTF_8), entry.getRawPath());
    }

    static boolean isText(Path listed) {
        return listed.getFileName().toString().indexOf(REPLACED) < 0;
    }
}
