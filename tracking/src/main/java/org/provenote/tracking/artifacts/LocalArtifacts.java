package org.provenote.tracking.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.files.LockedFiles;
import org.provenote.tracking.store.ArtifactFile;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Transfer;

/** Artifacts in a folder of this machine, laid out as MLflow does. The folder is made when the first artifact comes. */
final class LocalArtifacts implements ArtifactRepository {
    /** How often a file may be replaced in the moment in which it is opened. */
    private static final int OPENINGS = 20;

    /** Of a folder that is deleted while others write into it: what they write last stays. */
    private static final int WALKS = 5;

    private final Enclosure root;
    private final Failure failure;

    LocalArtifacts(Path root) {
        this.root = new Enclosure(root);
        this.failure = Failure.HERE;
    }

    /** Those at a path below {@code boundary}, which links do not lead out of, for somebody elsewhere. */
    LocalArtifacts(Path boundary, String path) {
        this.root = new Enclosure(boundary, path);
        this.failure = Failure.within(root.folder());
    }

    @Override
    public void logFile(Path file, String artifactPath, Transfer transfer) {
        String target = ArtifactPath.join(ArtifactPath.checked(artifactPath), nameOf(file));
        SourceFiles.readable(file);
        requireOwnName(target);
        failure.ofStorageUnless(
                () -> {
                    // As MLflow's log_artifact: who keeps a file to themselves keeps its copy so.
                    try (InputStream content = transfer.watching(Files.newInputStream(file), target)) {
                        WholeFile.writeAs(file, content, writable(target));
                    }
                    transfer.completed(target);
                },
                "'" + file + "' could not be saved as the artifact '" + target + "'",
                root.folder());
    }

    @Override
    public void logFolder(Path folder, String artifactPath, Transfer transfer) {
        String target = ArtifactPath.checked(artifactPath);
        List<Path> files = SourceFiles.in(folder);
        failure.ofStorageUnless(
                () -> {
                    Files.createDirectories(writable(target));
                    for (Path file : files) {
                        String path = ArtifactPath.join(target, SourceFiles.placeIn(folder, file));
                        copy(file, writable(path), path, transfer);
                    }
                },
                "The folder '" + folder + "' could not be saved under the artifacts",
                root.folder());
    }

    @Override
    public void logStream(InputStream content, long length, String path) {
        String target = ArtifactPath.ofFile(path);
        requireOwnName(target);
        failure.ofStorageUnless(
                () -> WholeFile.write(content, writable(target)),
                "The artifact '" + target + "' could not be saved",
                root.folder());
    }

    @Override
    public void delete(String path) {
        String target = ArtifactPath.checked(path);
        failure.unless(() -> remove(target), "The artifact '" + target + "' could not be deleted");
    }

    @Override
    public List<FileInfo> list(String path) {
        String folder = ArtifactPath.checked(path);
        return failure.unless(
                () -> DeletedFolder.outlive(() -> listed(folder)),
                "The artifacts under '" + folder + "' could not be listed");
    }

    @Override
    public Optional<FileInfo> find(String path) {
        String checked = ArtifactPath.checked(path);
        return failure.unless(
                () -> root.readable(checked)
                        .filter(file -> !WholeFile.isUnfinished(file) && isReadable(file))
                        .map(file -> info(checked, file)),
                "The artifact '" + checked + "' could not be looked up");
    }

    @Override
    public Optional<Instant> lastModified(String path) {
        String file = ArtifactPath.checked(path);
        return failure.unless(
                () -> DeletedFolder.outlive(() ->
                        Optional.of(Files.getLastModifiedTime(existing(file)).toInstant())),
                "The time of the artifact '" + file + "' could not be read");
    }

    @Override
    public InputStream open(String path) {
        String file = ArtifactPath.checked(path);
        return failure.unless(
                () -> DeletedFolder.outlive(() -> Files.newInputStream(existing(file))),
                "The artifact '" + file + "' could not be read");
    }

    @Override
    public Path download(String path, Path target, Transfer transfer) {
        String source = ArtifactPath.checked(path);
        return failure.unless(
                () -> {
                    Path from = existing(source);
                    Path to = source.isEmpty() ? target : target.resolve(ArtifactPath.name(source));
                    copyOut(from, to, transfer);
                    return to;
                },
                "The artifact '" + source + "' could not be copied to '" + target + "'");
    }

    @Override
    public ArtifactFile openFile(FileInfo found) {
        String file = ArtifactPath.checked(found.path());
        return failure.unless(
                () -> DeletedFolder.outlive(() -> opened(file)), "The artifact '" + file + "' could not be read");
    }

    /** The file that what was looked up before and after is true of: between them another may have taken its place. */
    private ArtifactFile opened(String path) throws IOException {
        for (int i = 0; i < OPENINGS; i++) {
            FileLook before = FileLook.at(existing(path));
            InputStream content = Files.newInputStream(before.file());
            boolean isTrue = false;
            try {
                isTrue = FileLook.at(existing(path)).equals(before);
                if (isTrue) {
                    return new ArtifactFile(before.size(), Optional.of(before.modified()), content);
                }
            } finally {
                if (!isTrue) {
                    content.close();
                }
            }
        }
        // It is being replaced, or added to, again and again: only of what is open is it known how long it is.
        FileChannel content = FileChannel.open(existing(path));
        return new ArtifactFile(content.size(), Optional.empty(), Channels.newInputStream(content));
    }

    private record FileLook(Path file, @Nullable Object key, long size, Instant modified) {
        static FileLook at(Path file) throws IOException {
            BasicFileAttributes look = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileLook(
                    file, look.fileKey(), look.size(), look.lastModifiedTime().toInstant());
        }
    }

    /** Not what runs are being kept in, and nothing else that is no file: who opens a pipe waits for who writes into it. */
    private static boolean isReadable(Path file) {
        return isFileOrFolder(file) && !LockedFiles.include(file);
    }

    private static boolean isFileOrFolder(Path file) {
        return Files.isRegularFile(file) || Files.isDirectory(file);
    }

    private Path existing(String path) throws IOException {
        return root.readable(path)
                .filter(LocalArtifacts::isReadable)
                .orElseThrow(() -> MlflowException.missing(
                        "There is no artifact '" + path + "'; list the artifacts to see what there is"));
    }

    /** Where the store's own database lies among the artifacts, it is none of them. */
    private Path writable(String path) throws IOException {
        Path place = DeletedFolder.outlive(() -> root.writable(path));
        // What SQLite keeps beside a database comes and goes: while it is not there, only its name tells.
        if (LockedFiles.include(place) || LockedFiles.include(withoutLinks(place))) {
            throw inUse(path);
        }
        return place;
    }

    /** The path with the links of its folders followed, where they are there. */
    private static Path withoutLinks(Path place) {
        try {
            return place.resolveSibling(
                    place.toAbsolutePath().getParent().toRealPath().resolve(place.getFileName()));
        } catch (IOException notThere) {
            return place;
        }
    }

    /** Nobody would find it again. */
    private static void requireOwnName(String path) {
        if (Arrays.stream(path.split("/")).anyMatch(WholeFile::isUnfinished)) {
            throw MlflowException.invalid("Invalid artifact file name: '" + path + "'. Names that begin so are of files"
                    + " that are still being written.");
        }
    }

    private static MlflowException inUse(String path) {
        return MlflowException.invalid("'" + path + "' is what runs are being kept in, and no artifact");
    }

    private List<FileInfo> listed(String folder) throws IOException {
        Path directory = root.readable(folder).filter(Files::isDirectory).orElse(null);
        if (directory == null) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !WholeFile.isUnfinished(entry))
                    .map(entry -> ArtifactPath.join(folder, nameOf(entry)))
                    .flatMap(
                            path -> root
                                    .readableOrNone(path)
                                    .filter(LocalArtifacts::isFileOrFolder)
                                    .map(file -> info(path, file))
                                    .stream())
                    .sorted(ArtifactPath.ORDER)
                    .toList();
        }
    }

    private static FileInfo info(String path, Path file) {
        boolean folder = Files.isDirectory(file);
        return new FileInfo(
                path, folder, folder ? null : Long.valueOf(file.toFile().length()));
    }

    private static void copy(Path from, Path to, String path, Transfer transfer) throws IOException {
        try (InputStream content = transfer.watching(Files.newInputStream(from), path)) {
            WholeFile.write(content, to);
        }
        transfer.completed(path);
    }

    /** A link is removed and not what it leads to; so is one found inside a folder. */
    private void remove(String path) throws IOException {
        Path place = writable(path);
        for (int i = 0; i < WALKS && Files.exists(place, LinkOption.NOFOLLOW_LINKS); i++) {
            List<Path> files = DeletedFolder.outlive(() -> everythingAt(place));
            if (files.stream().anyMatch(LockedFiles::include)) {
                throw inUse(path);
            }
            for (Path file : files) {
                removeUnlessRefilled(file);
            }
        }
    }

    /** What is in a folder comes before it. */
    private static List<Path> everythingAt(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(place)) {
            return found.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void removeUnlessRefilled(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            // What came into it since belongs to who wrote it after all else was deleted.
        }
    }

    private static void copyOut(Path from, Path to, Transfer transfer) throws IOException {
        if (!Files.isDirectory(from)) {
            copy(from, to, nameOf(from), transfer);
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            // Links are not followed here: one could lead out of the artifact root.
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String relative = from.relativize(file).toString();
                if (!Files.isSymbolicLink(file) && !WholeFile.isUnfinished(file) && !LockedFiles.include(file)) {
                    copy(file, to.resolve(relative), relative, transfer);
                }
            }
        }
    }

    private static String nameOf(Path file) {
        Path name = file.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }
}
