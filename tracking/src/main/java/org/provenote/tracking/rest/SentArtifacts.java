package org.provenote.tracking.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.artifacts.ArtifactDownload;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.artifacts.SourceFiles;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.TemporaryFile;
import org.provenote.tracking.store.Transfer;

/** Artifacts that go over the network, file by file. */
abstract class SentArtifacts implements ArtifactRepository {

    /** Sends one file to where {@code path}, which is checked, says. */
    abstract void put(Path file, String path, Transfer transfer);

    @Override
    public final void logFile(Path file, String artifactPath, Transfer transfer) {
        put(
                SourceFiles.readable(file),
                ArtifactPath.join(
                        ArtifactPath.checked(artifactPath), file.getFileName().toString()),
                transfer);
    }

    @Override
    public final void logFolder(Path folder, String artifactPath, Transfer transfer) {
        String target = ArtifactPath.checked(artifactPath);
        for (Path file : SourceFiles.in(folder)) {
            put(file, ArtifactPath.join(target, SourceFiles.placeIn(folder, file)), transfer);
        }
    }

    /** By way of a file. */
    @Override
    public void logStream(InputStream content, long length, String path) {
        String checked = ArtifactPath.ofFile(path);
        try (TemporaryFile file = TemporaryFile.named("artifact")) {
            Files.copy(content, file.path());
            put(file.path(), checked, new Transfer());
        } catch (IOException e) {
            throw new StorageException(
                    ErrorCode.INTERNAL_ERROR,
                    "The artifact '" + checked + "' could not be passed on: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public final Path download(String path, Path target, Transfer transfer) {
        return new ArtifactDownload(this, transfer).to(ArtifactPath.checked(path), target);
    }
}
