package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;

/** Turns what goes wrong with files into what a user is told. */
final class Failure {
    private Failure() {}

    interface Action {
        void run() throws IOException;
    }

    interface Question<T> {
        T ask() throws IOException;
    }

    static void unless(Action action, String what) {
        unless(
                () -> {
                    action.run();
                    return true;
                },
                what);
    }

    static <T> T unless(Question<T> question, String what) {
        try {
            return question.ask();
        } catch (IOException | UncheckedIOException e) {
            throw of(what, e);
        }
    }

    /** As {@link #unless(Action, String)}, where what goes wrong is the folder's fault unless the caller named a bad place in it. */
    static void ofStorageUnless(Action action, String what, Path root) {
        try {
            action.run();
        } catch (IOException | UncheckedIOException e) {
            throw isBadPlace(e) && Files.isDirectory(root)
                    ? MlflowException.invalid(inWords(what, e))
                    : new StorageException(ErrorCode.INTERNAL_ERROR, inWords(what, e), e);
        }
    }

    /** A file where a folder is meant, a folder where a file is, or a name that no file can have. */
    private static boolean isBadPlace(Exception e) {
        return e instanceof FileAlreadyExistsException
                || e instanceof DirectoryNotEmptyException
                || String.valueOf(e.getMessage())
                        .matches("(?s).*: (Not a directory|Is a directory|File name too long)");
    }

    static MlflowException of(String what, Exception e) {
        return new MlflowException(ErrorCode.INTERNAL_ERROR, inWords(what, e), e);
    }

    private static String inWords(String what, Exception e) {
        return what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
