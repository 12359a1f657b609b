package org.provenote.tracking.outbox;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.artifacts.SourceFiles;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Transfer;

/**
 * The artifacts of a run. What cannot be saved now, for nobody's fault, is kept and saved later; what the caller did wrong
 * is thrown. What is read is read from the store, after what was logged before.
 */
final class OutboxArtifacts implements ArtifactRepository {
    private final String runId;
    private final OwnArtifacts later;
    private final Supplier<ArtifactRepository> direct;
    private final Supplier<ArtifactRepository> read;

    /**
     * @param later where it is kept that cannot be saved now
     * @param direct the store's, as they are
     * @param read the store's, with all that was logged before
     */
    OutboxArtifacts(
            String runId, OwnArtifacts later, Supplier<ArtifactRepository> direct, Supplier<ArtifactRepository> read) {
        this.runId = runId;
        this.later = later;
        this.direct = direct;
        this.read = read;
    }

    @Override
    public void logFile(Path file, String artifactPath, Transfer transfer) {
        String target = ArtifactPath.checked(artifactPath);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw MlflowException.invalid("'" + file + "' is no file that can be read; nothing was logged");
        }
        SourceFiles.readable(file);
        save(
                () -> direct.get().logFile(file, artifactPath, transfer),
                kept -> kept.keepFile(runId, file, target),
                ArtifactPath.join(target, String.valueOf(file.getFileName())));
    }

    @Override
    public void logFolder(Path folder, String artifactPath, Transfer transfer) {
        String target = ArtifactPath.checked(artifactPath);
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw MlflowException.invalid("'" + folder + "' is no folder that can be read; nothing was logged");
        }
        save(
                () -> direct.get().logFolder(folder, artifactPath, transfer),
                kept -> kept.keepFolder(runId, folder, target),
                target);
        PassedOver.tellOf(folder);
    }

    @Override
    public void logText(String text, String path) {
        String target = ofText(path);
        save(() -> direct.get().logText(text, path), kept -> kept.keepText(runId, text, target), target);
    }

    @Override
    public void logTextSoon(String text, String path) {
        String target = ofText(path);
        if (!later.saveSoon(kept -> kept.keepCopyOfText(runId, text, target))) {
            logText(text, path);
        }
    }

    private static String ofText(String path) {
        String target = ArtifactPath.checked(path);
        if (target.isEmpty() || path.endsWith("/")) {
            throw MlflowException.invalid(
                    "'" + path + "' names no file; expected a path such as 'reports/summary.txt'");
        }
        return target;
    }

    private void save(Runnable attempt, Consumer<KeptArtifacts> keeping, String what) {
        if (later.mustWait(runId)) {
            later.keepInOrder(what, keeping);
            return;
        }
        try {
            attempt.run();
        } catch (MlflowException e) {
            if (!Trouble.isNobodysFault(e)) {
                throw e;
            }
            later.keepAfter(e, what, keeping);
        }
    }

    @Override
    public void logStream(InputStream content, long length, String path) {
        direct.get().logStream(content, length, path);
    }

    @Override
    public void delete(String path) {
        read.get().delete(path);
    }

    @Override
    public List<FileInfo> list(String path) {
        return read.get().list(path);
    }

    @Override
    public InputStream open(String path) {
        return read.get().open(path);
    }

    @Override
    public Path download(String path, Path target, Transfer transfer) {
        return read.get().download(path, target, transfer);
    }
}
