package org.provenote.tracking.entities;

import org.jspecify.annotations.Nullable;

/**
 * An artifact file or folder.
 *
 * @param path relative to the run's artifact root, with {@code /}
 * @param fileSize bytes, {@code null} for a folder
 */
public record FileInfo(String path, boolean isDir, @Nullable Long fileSize) {
    public String getPath() {
        return path;
    }

    public boolean getIsDir() {
        return isDir;
    }

    public long getFileSize() {
        return fileSize == null ? 0 : fileSize;
    }
}
