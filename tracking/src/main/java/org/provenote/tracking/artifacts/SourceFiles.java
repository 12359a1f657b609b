package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.files.LockedFiles;

/** What is to be logged. Where it cannot be read that is the caller's mistake, and no trouble of the storage. */
public final class SourceFiles {
    private SourceFiles() {}

    /**
     * The same file.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if it cannot be read, or must not be
     */
    public static Path readable(Path file) {
        if (LockedFiles.include(file)) {
            throw MlflowException.invalid(
                    "'" + file + "' is what runs are being kept in: to read it here would take the"
                            + " locks off it that keep other programs from damaging it. Log a copy that another program made,"
                            + " such as: sqlite3 mlflow.db '.backup copy.db'");
        }
        return requireReadable(file);
    }

    private static Path requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw MlflowException.invalid("'" + file + "' is no file that can be read");
        }
        return file;
    }

    /**
     * The files in a folder and below it, as {@link SourceFolder} finds them.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if the folder or one of them cannot be read
     */
    public static List<Path> in(Path folder) {
        try {
            return SourceFolder.at(folder).files().stream()
                    .map(SourceFiles::requireReadable)
                    .toList();
        } catch (IOException e) {
            throw MlflowException.invalid("The folder '" + folder + "' could not be read: " + e.getMessage());
        }
    }

    /** Where a file of {@link #in} lies in the folder, with {@code /} between names. */
    public static String placeIn(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
