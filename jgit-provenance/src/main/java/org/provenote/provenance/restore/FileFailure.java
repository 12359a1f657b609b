package org.provenote.provenance.restore;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a file could not be read or written, in words: of the commonest failures Java tells the path alone. */
public final class FileFailure {
    private FileFailure() {}

    /** With the path, where the failure has one. */
    public static String inWords(IOException failure) {
        return failure instanceof FileSystemException at && at.getFile() != null
                ? at.getFile() + ": " + why(failure)
                : why(failure);
    }

    /** Without the path. */
    static String why(IOException failure) {
        if (failure instanceof FileSystemException at && at.getReason() != null) {
            return at.getReason();
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileAlreadyExistsException
                ? "something is there already"
                : Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
    }
}
