package org.provenote.provenance.worktree;

/**
 * A file or folder that was not captured.
 *
 * @param path from the work tree's top
 * @param size in bytes; 0 where it was not looked at
 */
public record LeftOut(String path, long size, Reason reason) {

    /** Why. */
    public enum Reason {
        /** Larger than {@link CaptureLimits#fileBytes()}. */
        FILE_TOO_LARGE,
        /** The files before it used up {@link CaptureLimits#totalBytes()} or {@link CaptureLimits#files()}. */
        TOTAL_TOO_LARGE,
        /** {@link CaptureLimits#budget()} had passed. */
        OUT_OF_TIME,
        /** Its name says that it holds secrets. */
        SECRET,
        /** Git stores it encrypted, by a filter; what it hides is not for its objects. */
        ENCRYPTED,
        /** A repository of its own, or a submodule with another commit checked out than recorded. */
        OTHER_REPOSITORY,
        /** Could not be read, or changed while it was. */
        UNREADABLE,
        /** A pipe, socket or device. */
        NOT_A_FILE,
        /** One of {@link CaptureLimits#unopened()}, or an SQLite database that some program has open. */
        IN_USE
    }
}
