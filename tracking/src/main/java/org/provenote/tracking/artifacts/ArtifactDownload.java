package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Transfer;

/** Copies artifacts to this machine, file by file, by what a repository lists; whatever it lists, only below the target. */
public final class ArtifactDownload {
    private static final int MAX_DEPTH = 100;

    private final ArtifactRepository artifacts;
    private final Transfer transfer;

    public ArtifactDownload(ArtifactRepository artifacts, Transfer transfer) {
        this.artifacts = artifacts;
        this.transfer = transfer;
    }

    /** Copies the file or folder at {@code path} into the folder {@code target} and returns where it stands. */
    public Path to(String path, Path target) {
        List<FileInfo> inside = artifacts.list(path);
        Path place = path.isEmpty() ? target : target.resolve(ArtifactPath.name(path));
        if (inside.isEmpty() && !path.isEmpty()) {
            copyFile(path, new Enclosure(target), ArtifactPath.name(path));
        } else {
            copyAll(inside, path, new Enclosure(place), 0);
        }
        return place;
    }

    private void copyAll(List<FileInfo> files, String root, Enclosure place, int depth) {
        for (FileInfo file : files) {
            if (file.isDir() && depth < MAX_DEPTH) {
                copyAll(artifacts.list(file.path()), root, place, depth + 1);
            } else if (!file.isDir()) {
                copyFile(file.path(), place, below(root, file.path()));
            }
        }
    }

    private static String below(String root, String path) {
        boolean inside = !root.isEmpty() && path.startsWith(root + "/");
        return ArtifactPath.checked(inside ? path.substring(root.length() + 1) : path);
    }

    private void copyFile(String path, Enclosure place, String name) {
        try (InputStream bytes = transfer.watching(artifacts.open(path), path)) {
            WholeFile.write(bytes, place.writable(name));
            transfer.completed(path);
        } catch (IOException e) {
            throw Failure.HERE.of("The artifact '" + path + "' could not be downloaded", e);
        }
    }
}
