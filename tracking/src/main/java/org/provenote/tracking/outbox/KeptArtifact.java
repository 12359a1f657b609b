package org.provenote.tracking.outbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.store.ArtifactRepository;

/**
 * An artifact that is to be saved later.
 *
 * @param runId the run that it belongs to
 * @param target the folder among the run's artifacts; of a text, the file
 * @param source the file or folder to copy
 * @param isFolder whether what {@code source} holds goes into {@code target}
 * @param text the content, where no file would take it; {@code source} means nothing then
 */
record KeptArtifact(String runId, String target, Path source, boolean isFolder, byte @Nullable [] text) {

    /** Saves it among the artifacts of its run. */
    void saveTo(ArtifactRepository artifacts) {
        if (text != null) {
            artifacts.logText(new String(text, StandardCharsets.UTF_8), target);
        } else if (isFolder) {
            artifacts.logFolder(present(), target);
        } else {
            artifacts.logFile(present(), target);
        }
    }

    /** Where the folder around it is gone too, both may come back. */
    private Path present() {
        Path around = source.toAbsolutePath().getParent();
        String gone = "'" + source + "' is no longer there";
        if (!Files.exists(source) && around != null && Files.isDirectory(around)) {
            throw MlflowException.invalid(gone);
        }
        if (!Files.exists(source)) {
            throw new StorageException(ErrorCode.INTERNAL_ERROR, gone, new NoSuchFileException(source.toString()));
        }
        return source;
    }

    /** Whether saving both in another order may leave another content. */
    boolean overlaps(KeptArtifact other) {
        return isWithin(path(), other.path()) || isWithin(other.path(), path());
    }

    private static boolean isWithin(String inner, String outer) {
        return outer.isEmpty() || inner.equals(outer) || inner.startsWith(outer + "/");
    }

    private String path() {
        return text != null || isFolder ? target : ArtifactPath.join(target, String.valueOf(source.getFileName()));
    }

    String inWords() {
        String name = String.valueOf(source.getFileName());
        return text != null || target.isEmpty() ? (text != null ? target : name) : target + "/" + name;
    }

    void write(DataOutputStream out) throws IOException {
        Codec.text(out, runId);
        Codec.text(out, target);
        Codec.text(out, source.toString());
        out.writeBoolean(isFolder);
    }

    /**
     * Where the source is relative, it lies below {@code place}.
     *
     * @throws IOException also if it says that it does, and leads out of there
     */
    static KeptArtifact read(DataInputStream in, Path place) throws IOException {
        String runId = Codec.text(in);
        String target = Codec.text(in);
        Path source = Path.of(Codec.text(in));
        Path found = place.resolve(source).normalize();
        if (!source.isAbsolute() && !found.startsWith(place.normalize())) {
            throw new IOException("'" + source + "' leads out of " + place);
        }
        return new KeptArtifact(runId, target, found, in.readBoolean(), null);
    }
}
