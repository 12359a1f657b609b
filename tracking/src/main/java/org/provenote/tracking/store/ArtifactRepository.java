package org.provenote.tracking.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.provenote.tracking.entities.FileInfo;

/**
 * The artifacts of one run. Paths are relative to the run's artifact root, with {@code /}; {@code ""} is the root. A path
 * that leaves the root is refused with {@code INVALID_PARAMETER_VALUE}. Files are streamed, never held whole in memory.
 */
public interface ArtifactRepository {

    /** Copies a file into the folder {@code artifactPath}, keeping its name and replacing an older one. */
    void logFile(Path file, String artifactPath);

    /** Copies the contents of a folder, recursively, into the folder {@code artifactPath}. */
    void logFolder(Path folder, String artifactPath);

    /** What stands directly in the folder {@code path}, sorted by path; empty where there is nothing. */
    List<FileInfo> list(String path);

    /** The bytes of one file; the caller closes. */
    InputStream open(String path);

    /**
     * Copies a file, or a folder with all it holds, into the existing folder {@code target}.
     *
     * @return where it stands now
     */
    Path download(String path, Path target);
}
