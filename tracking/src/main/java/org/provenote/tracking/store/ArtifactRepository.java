package org.provenote.tracking.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.FileInfo;

/**
 * The artifacts of one run. Paths are relative to the run's artifact root, with {@code /}; {@code ""} is the root. A path
 * that leaves the root is refused with {@code INVALID_PARAMETER_VALUE}. Files are streamed, never held whole in memory.
 */
public interface ArtifactRepository {

    /** Copies a file into the folder {@code artifactPath}, keeping its name and replacing an older one. */
    default void logFile(Path file, String artifactPath) {
        logFile(file, artifactPath, new Transfer());
    }

    /**
     * As {@link #logFile(Path, String)}, watched.
     *
     * @throws java.util.concurrent.CancellationException if the transfer is cancelled
     */
    void logFile(Path file, String artifactPath, Transfer transfer);

    /** Copies the contents of a folder, recursively, into the folder {@code artifactPath}. */
    default void logFolder(Path folder, String artifactPath) {
        logFolder(folder, artifactPath, new Transfer());
    }

    /**
     * As {@link #logFolder(Path, String)}, watched.
     *
     * @throws java.util.concurrent.CancellationException if the transfer is cancelled
     */
    void logFolder(Path folder, String artifactPath, Transfer transfer);

    /** Writes a text, in UTF-8, as the file {@code path}, such as {@code reports/summary.txt}. As {@code mlflow.log_text}. */
    default void logText(String text, String path) {
        TextArtifact.log(this, text, path);
    }

    /**
     * As {@link #logText}, for a caller who must not wait for a server: it may be saved after this has returned, or by a later
     * process.
     */
    default void logTextSoon(String text, String path) {
        logText(text, path);
    }

    /**
     * Writes what is read from {@code content}, to its end, as the file {@code path}, replacing an older one. Nobody sees it
     * before it is complete. The caller closes the stream.
     *
     * @param length in bytes, -1 where that is not known
     * @throws org.provenote.tracking.MlflowException {@code NOT_IMPLEMENTED} where artifacts can only come from files
     */
    default void logStream(InputStream content, long length, String path) {
        throw new MlflowException(ErrorCode.NOT_IMPLEMENTED, "These artifacts cannot be written from a stream.");
    }

    /**
     * Removes a file, or a folder with all it holds; what is not there stays so.
     *
     * @throws org.provenote.tracking.MlflowException {@code NOT_IMPLEMENTED} where artifacts stay for good
     */
    default void delete(String path) {
        throw new MlflowException(ErrorCode.NOT_IMPLEMENTED, "These artifacts cannot be deleted.");
    }

    /** What stands directly in the folder {@code path}, sorted by path; empty where there is nothing. */
    List<FileInfo> list(String path);

    /** The file or folder at {@code path}, where {@code ""} is the folder of them all; empty where there is nothing. */
    default Optional<FileInfo> find(String path) {
        if (path.isEmpty()) {
            return list("").isEmpty() ? Optional.empty() : Optional.of(new FileInfo("", true, null));
        }
        String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        return list(folder).stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /** When a file was last written, which is another time for a file that replaced it; empty where the storage does not say. */
    default Optional<Instant> lastModified(String path) {
        return Optional.empty();
    }

    /** The bytes of one file; the caller closes. */
    InputStream open(String path);

    /**
     * A file that was found, with its size, and when it was last written. A local one is as it is now, as a whole, also while another
     * takes its place.
     */
    default ArtifactFile openFile(FileInfo found) {
        return new ArtifactFile(found.getFileSize(), lastModified(found.path()), open(found.path()));
    }

    /**
     * Copies a file, or a folder with all it holds, into the existing folder {@code target}.
     *
     * @return where it stands now
     */
    default Path download(String path, Path target) {
        return download(path, target, new Transfer());
    }

    /**
     * As {@link #download(String, Path)}, watched.
     *
     * @throws java.util.concurrent.CancellationException if the transfer is cancelled
     */
    Path download(String path, Path target, Transfer transfer);
}
