package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;

/** Turns what goes wrong with files into what a user is told. */
final class Failure {
    /** To a user of this machine: with the file that it was. */
    static final Failure HERE = new Failure(null);

    private final @Nullable Path within;

    private Failure(@Nullable Path within) {
        this.within = within;
    }

    /** To somebody elsewhere, whose matter it is not where on this machine {@code folder} is: the cause alone has it. */
    static Failure within(Path folder) {
        return new Failure(folder);
    }

    interface Action {
        void run() throws IOException;
    }

    interface Question<T> {
        T ask() throws IOException;
    }

    void unless(Action action, String what) {
        unless(
                () -> {
                    action.run();
                    return true;
                },
                what);
    }

    <T> T unless(Question<T> question, String what) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw of(what, e);
        } catch (UncheckedIOException e) {
            throw of(what, e.getCause());
        }
    }

    /** As {@link #unless(Action, String)}, where what goes wrong is the folder's fault unless the caller named a bad place in it. */
    void ofStorageUnless(Action action, String what, Path root) {
        try {
            action.run();
        } catch (IOException e) {
            throw ofStorage(what, e, root);
        } catch (UncheckedIOException e) {
            throw ofStorage(what, e.getCause(), root);
        }
    }

    private MlflowException ofStorage(String what, IOException e, Path root) {
        return isBadPlace(e) && Files.isDirectory(root)
                ? MlflowException.invalid(inWords(what, e))
                : new StorageException(ErrorCode.INTERNAL_ERROR, inWords(what, e), e);
    }

    /** A file where a folder is meant, a folder where a file is, or a name that no file can have. */
    private static boolean isBadPlace(IOException e) {
        return e instanceof FileAlreadyExistsException
                || e instanceof DirectoryNotEmptyException
                || String.valueOf(e.getMessage())
                        .matches("(?s).*: (Not a directory|Is a directory|File name too long)");
    }

    MlflowException of(String what, IOException e) {
        return new MlflowException(ErrorCode.INTERNAL_ERROR, inWords(what, e), e);
    }

    private String inWords(String what, IOException e) {
        String why = within == null || !(e instanceof FileSystemException of) ? e.getMessage() : shown(of, within);
        return Stream.of(what, e.getClass().getSimpleName(), why)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(": "));
    }

    private static String shown(FileSystemException e, Path folder) {
        String file = e.getFile();
        String path = file != null && Path.of(file).startsWith(folder)
                ? folder.relativize(Path.of(file)).toString()
                : "";
        String reason = e.getReason() == null ? "" : e.getReason();
        return path + (path.isEmpty() || reason.isEmpty() ? "" : ": ") + reason;
    }
}
