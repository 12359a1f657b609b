package org.provenote.provenance.worktree;

import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.provenote.provenance.secrets.Secrets;

/**
 * A file as it is stored: its bytes without any filter, secrets masked.
 *
 * @param masked whether a secret was
 */
record CapturedFile(DirCacheEntry entry, boolean masked) {
    /** Git's own test of text: no NUL in the first 8,000 bytes. */
    private static final int TEXT_PROBE = 8000;

    static CapturedFile store(Candidate candidate, FileMode mode, ObjectInserter inserter) throws IOException {
        byte[] content = read(candidate);
        byte[] safe = isText(content) ? Secrets.mask(content) : content;
        DirCacheEntry entry = new DirCacheEntry(candidate.path());
        entry.setFileMode(mode);
        entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, safe));
        return new CapturedFile(entry, safe != content);
    }

    private static byte[] read(Candidate candidate) throws IOException {
        if (candidate.status().isLink()) {
            return LinkTarget.of(candidate.file());
        }
        byte[] content = Files.readAllBytes(candidate.file());
        if (content.length != candidate.size()) {
            throw new IOException(candidate.path() + " changed while it was read");
        }
        return content;
    }

    private static boolean isText(byte[] content) {
        for (int i = 0; i < Math.min(content.length, TEXT_PROBE); i++) {
            if (content[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
