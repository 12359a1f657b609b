package org.provenote.provenance.worktree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** A file of the work tree against its index entry, without filters: bytes against bytes. */
final class TrackedFile {
    /** What a comparison of bytes can tell. */
    enum Verdict {
        SAME,
        GONE,
        OTHER_KIND,
        OTHER_BYTES,
        /** A submodule with another commit checked out, or with changes inside. */
        OTHER_REPOSITORY,
        /** It must not be opened, and its size or times are others. */
        UNOPENED,
        /** Nobody can say: the name cannot be written here, it may not be read, or a submodule could not tell in time. */
        UNKNOWN
    }

    private final DirCacheEntry entry;
    private final Path file;
    private final PlainFolders folders;
    private final WorkTreeSettings settings;
    private final UnopenedFiles unopened;

    TrackedFile(
            DirCacheEntry entry, Path file, PlainFolders folders, WorkTreeSettings settings, UnopenedFiles unopened) {
        this.entry = entry;
        this.file = file;
        this.folders = folders;
        this.settings = settings;
        this.unopened = unopened;
    }

    /** Whether size, time and mode say that it is the one in the index; false is no verdict. One system call. */
    boolean looksSame() {
        if (entry.isAssumeValid() || isSkipped()) {
            return true;
        }
        if (entry.getFileMode() == FileMode.GITLINK || entry.isSmudged()) {
            return false;
        }
        try {
            FileStatus now = FileStatus.of(file);
            return folders.hold(file)
                    && sameKind(now)
                    && (int) now.size() == entry.getLength()
                    && sameTime(entry.getLastModifiedInstant(), now.modified())
                    && (!settings.changeTimesCount()
                            || sameChangeTime(now.changed().toEpochMilli()));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private boolean isSkipped() {
        return entry.isSkipWorkTree()
                && !(settings.presentFilesCount() && Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Of a file that does not {@link #looksSame}: reads it, if it may be opened. */
    Verdict compare() {
        if (!folders.hold(file)) {
            return Verdict.GONE;
        }
        try {
            FileStatus now = FileStatus.of(file);
            if (!sameKind(now)) {
                return now.isFolder() ? Verdict.GONE : Verdict.OTHER_KIND;
            }
            if (unopened.include(file, now.key()) || (now.isFile() && DatabaseFiles.areInUse(file))) {
                return Verdict.UNOPENED;
            }
            return blobId(now).equals(entry.getObjectId()) ? Verdict.SAME : Verdict.OTHER_BYTES;
        } catch (NoSuchFileException e) {
            return Verdict.GONE;
        } catch (IOException e) {
            return Verdict.UNKNOWN;
        }
    }

    private ObjectId blobId(FileStatus now) throws IOException {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            if (now.isLink()) {
                return formatter.idFor(Constants.OBJ_BLOB, LinkTarget.of(file));
            }
            try (InputStream content = Files.newInputStream(file)) {
                return formatter.idFor(Constants.OBJ_BLOB, now.size(), content);
            }
        }
    }

    private boolean sameKind(FileStatus now) {
        if (entry.getFileMode() == FileMode.SYMLINK) {
            return now.isLink() || (now.isFile() && !settings.hasLinks());
        }
        return now.isFile() && (!settings.modesCount() || sameMode(now));
    }

    private boolean sameMode(FileStatus now) {
        return !FileStatus.IS_UNIX || now.executable() == (entry.getFileMode() == FileMode.EXECUTABLE_FILE);
    }

    /** An edit may keep size and time of the content, as copying another file over it does. JGit as a writer leaves it out. */
    private boolean sameChangeTime(long now) {
        long recorded = entry.getCreationTime();
        return recorded % 1000 == 0 ? recorded == 0 || recorded == now - now % 1000 : recorded == now;
    }

    /** To the precision that the index was written with: some writers keep whole seconds only. */
    private static boolean sameTime(Instant recorded, Instant now) {
        return recorded.getNano() == 0 ? recorded.getEpochSecond() == now.getEpochSecond() : recorded.equals(now);
    }
}
