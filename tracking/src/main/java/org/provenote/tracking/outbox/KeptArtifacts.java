package org.provenote.tracking.outbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;

/**
 * Artifacts that could not be saved when they were logged, oldest first. Each is a folder of its own among the user's
 * own state, with a copy of the content as it was then. Where that does not fit, the file that was logged is remembered and
 * read when it is saved, and a text is kept in memory, within a bound. Thread-safe.
 */
final class KeptArtifacts {
    private static final String PART = ".part";
    private static final String WHAT = "artifact";
    private static final String CONTENT = "content";

    /** Begins the names that a file system or a desktop puts anywhere. */
    private static final String HIDDEN = ".";

    private final Home home;
    private final Map<Long, Kept> kept = new TreeMap<>();
    private final AtomicLong last = new AtomicLong();
    private long bytesInMemory;
    private long lost;

    /** The folder for the journal; there may be no journal to be had. */
    interface Home {
        Path folder() throws IOException;
    }

    /** @param place where it lies; {@code null} while it is in memory only */
    private record Kept(KeptArtifact artifact, @Nullable Path place) {}

    KeptArtifacts(Home home) {
        this.home = home;
    }

    /** What a dead process kept. */
    static KeptArtifacts in(Path folder) throws IOException {
        KeptArtifacts found = new KeptArtifacts(() -> folder);
        found.load(folder);
        return found;
    }

    /**
     * The folder for the process whose journal is {@code file}, or was, or will be. Never beside the journal: that may have
     * come with somebody else's project, and what is found in here is copied to where it says. A user without a home has none.
     */
    static Optional<Path> placeFor(Path file) {
        String name = file.getFileName().toString();
        String process = name.substring(0, name.indexOf('.'));
        // With an ending, as an empty name would be the folder of all.
        return TrackingEnvironment.ofProcess()
                .stateHome()
                .map(home -> Path.of(home, "provenote", "artifacts", process + ".artifacts"));
    }

    /** Whether there is a folder for the process whose journal is {@code file}. */
    static boolean existFor(Path file) {
        return placeFor(file).filter(Files::exists).isPresent();
    }

    void keepFile(String runId, Path file, String target) {
        Path absolute = file.toAbsolutePath().normalize();
        keep(new KeptArtifact(runId, target, absolute, false, null));
    }

    void keepFolder(String runId, Path folder, String target) {
        keep(new KeptArtifact(runId, target, folder.toAbsolutePath().normalize(), true, null));
    }

    void keepText(String runId, String text, String path) {
        keep(ofText(runId, text, path));
    }

    /** Keeps a text in a file, and says whether there is room. */
    boolean keepCopyOfText(String runId, String text, String path) {
        long number = last.incrementAndGet();
        try {
            add(number, copied(number, ofText(runId, text, path)));
            return true;
        } catch (IOException noRoom) {
            return false;
        }
    }

    private static KeptArtifact ofText(String runId, String text, String path) {
        return new KeptArtifact(runId, path, Path.of(""), false, text.getBytes(StandardCharsets.UTF_8));
    }

    private void keep(KeptArtifact artifact) {
        long number = last.incrementAndGet();
        try {
            add(number, copied(number, artifact));
        } catch (IOException noRoom) {
            try {
                add(number, remembered(number, artifact));
            } catch (IOException noRoomAtAll) {
                add(number, new Kept(artifact, null));
            }
        }
    }

    private synchronized void add(long number, Kept one) {
        byte[] text = one.place() == null ? one.artifact().text() : null;
        if (text != null && bytesInMemory + text.length > Unsaved.MOST_BYTES) {
            lost++;
            return;
        }
        bytesInMemory += text == null ? 0 : text.length;
        kept.put(number, one);
    }

    private Kept copied(long number, KeptArtifact artifact) throws IOException {
        return placed(number, part -> {
            Path content = Files.createDirectory(part.resolve(CONTENT));
            byte[] text = artifact.text();
            if (artifact.isFolder()) {
                Folders.copy(artifact.source(), content);
                return new KeptArtifact(artifact.runId(), artifact.target(), Path.of(CONTENT), true, null);
            }
            Path name = text == null
                    ? artifact.source().getFileName()
                    : Path.of(artifact.target()).getFileName();
            Path copy = content.resolve(name);
            if (text == null) {
                Files.copy(artifact.source(), copy);
            } else {
                Files.write(copy, text);
            }
            String target = text == null ? artifact.target() : folderOf(artifact.target());
            return new KeptArtifact(artifact.runId(), target, Path.of(CONTENT).resolve(name), false, null);
        });
    }

    /** Only what was logged and where it is; not for a text, which is nowhere. */
    private Kept remembered(long number, KeptArtifact artifact) throws IOException {
        if (artifact.text() != null) {
            throw new IOException("A text is in no file");
        }
        return placed(number, part -> artifact);
    }

    private interface Filling {
        KeptArtifact fill(Path part) throws IOException;
    }

    /** A folder that appears whole or not at all. */
    private Kept placed(long number, Filling filling) throws IOException {
        Path folder = home.folder();
        Path part = folder.resolve(number + PART);
        Path place = folder.resolve(Long.toString(number));
        try {
            Files.createDirectories(part);
            KeptArtifact artifact = filling.fill(part);
            try (OutputStream file = Files.newOutputStream(part.resolve(WHAT));
                    DataOutputStream out = new DataOutputStream(file)) {
                artifact.write(out);
            }
            Files.move(part, place);
            return new Kept(read(place), place);
        } catch (IOException e) {
            Folders.delete(part);
            throw e;
        }
    }

    private static KeptArtifact read(Path place) throws IOException {
        try (InputStream file = Files.newInputStream(place.resolve(WHAT));
                DataInputStream in = new DataInputStream(file)) {
            return KeptArtifact.read(in, place);
        }
    }

    private static String folderOf(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    private synchronized void load(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> places = Files.newDirectoryStream(folder)) {
            for (Path place : places) {
                loadFrom(folder, place);
            }
        }
    }

    private void loadFrom(Path folder, Path place) {
        String name = place.getFileName().toString();
        if (name.endsWith(PART)) {
            // The log call that wrote it never returned, or it is saved.
            Folders.delete(place);
        } else if (!name.startsWith(HIDDEN)) {
            try {
                kept.put(Long.parseLong(name), new Kept(read(place), place));
            } catch (IOException | IllegalArgumentException e) {
                boolean mayPass = e instanceof FileSystemException && Files.isRegularFile(place.resolve(WHAT));
                if (!mayPass) {
                    setAside(folder, place);
                }
            }
        }
    }

    /** What is no artifact lies beside the folder from now on: it holds up none, and nothing is lost. */
    private static void setAside(Path folder, Path place) {
        Path damaged = folder.resolveSibling(folder.getFileName() + ".damaged");
        try {
            Files.createDirectories(damaged);
            Files.move(place, damaged.resolve(place.getFileName()));
        } catch (IOException e) {
            // It stays where it is, and keeps the folder from being removed.
        }
    }

    /** Saves one of them. */
    interface Saving {
        /**
         * @return whether it is done with; else it stays, and so do those after it that would be written to the same place
         * @throws MlflowException if it stays, and all those of the same run after it
         */
        boolean of(KeptArtifact artifact);
    }

    /**
     * Hands each to {@code saving}, the oldest first, and forgets what is done with. The last that this throws is thrown after
     * the others. An interrupt ends it.
     *
     * @param idOf the one id of a run that may have two
     */
    void each(Saving saving, UnaryOperator<String> idOf) {
        Set<String> stuck = new HashSet<>();
        Map<String, List<KeptArtifact>> left = new HashMap<>();
        Optional<MlflowException> trouble = Optional.empty();
        for (Map.Entry<Long, Kept> next : entries()) {
            KeptArtifact artifact = next.getValue().artifact();
            String run = idOf.apply(artifact.runId());
            if (!stuck.contains(run) && !Thread.currentThread().isInterrupted()) {
                List<KeptArtifact> before = left.computeIfAbsent(run, id -> new ArrayList<>());
                try {
                    if (before.stream().noneMatch(artifact::overlaps) && saving.of(artifact)) {
                        remove(next.getKey(), next.getValue());
                    } else {
                        before.add(artifact);
                    }
                } catch (MlflowException e) {
                    stuck.add(run);
                    trouble = Optional.of(e);
                }
            }
        }
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    private synchronized List<Map.Entry<Long, Kept>> entries() {
        List<Map.Entry<Long, Kept>> entries = new ArrayList<>();
        kept.forEach((number, one) -> entries.add(Map.entry(number, one)));
        return entries;
    }

    /** It counts as kept until it is gone from the disk, for which nobody else has to wait. */
    private void remove(long number, Kept saved) {
        try {
            if (saved.place() != null) {
                delete(saved.place());
            }
        } finally {
            forget(number, saved);
        }
    }

    /** What is half deleted when the process ends is no artifact any more. */
    private static void delete(Path place) {
        try {
            Folders.delete(Files.move(place, place.resolveSibling(place.getFileName() + PART)));
        } catch (IOException e) {
            Folders.delete(place);
        }
    }

    private synchronized void forget(long number, Kept saved) {
        kept.remove(number);
        if (saved.place() == null && saved.artifact().text() != null) {
            bytesInMemory -= saved.artifact().text().length;
        }
    }

    /** Removes the folder when nothing is left in it. */
    static boolean clear(Path folder) {
        return !Files.exists(folder) || (isEmpty(folder) && Folders.delete(folder));
    }

    private static boolean isEmpty(Path folder) {
        try (DirectoryStream<Path> places = Files.newDirectoryStream(folder, "[!" + HIDDEN + "]*")) {
            return !places.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    synchronized int size() {
        return kept.size();
    }

    /** The oldest such. */
    synchronized Optional<KeptArtifact> first(Predicate<KeptArtifact> such) {
        return kept.values().stream().map(Kept::artifact).filter(such).findFirst();
    }

    /** Whether all are such, or come after such a one of their run that is written to the same place. */
    synchronized boolean areBehind(Predicate<KeptArtifact> such, UnaryOperator<String> idOf) {
        Map<String, List<KeptArtifact>> left = new HashMap<>();
        for (Kept one : kept.values()) {
            KeptArtifact artifact = one.artifact();
            List<KeptArtifact> before = left.computeIfAbsent(idOf.apply(artifact.runId()), id -> new ArrayList<>());
            if (!such.test(artifact) && before.stream().noneMatch(artifact::overlaps)) {
                return false;
            }
            before.add(artifact);
        }
        return true;
    }

    /** Whether something of that run waits, under any id of its, so that what is logged to it now has to wait too. */
    synchronized boolean hasSomethingOf(String runId, UnaryOperator<String> idOf) {
        String id = idOf.apply(runId);
        return kept.values().stream()
                .anyMatch(one -> idOf.apply(one.artifact().runId()).equals(id));
    }

    /** What ends with this process, or found no room at all; empty if nothing does. */
    synchronized Optional<String> lossInWords() {
        long unsafe =
                lost + kept.values().stream().filter(one -> one.place() == null).count();
        return unsafe == 0
                ? Optional.empty()
                : Optional.of(
                        unsafe + (unsafe == 1 ? " artifact is" : " artifacts are")
                                + " lost: until the end of this process neither the run's folder nor the outbox could be written");
    }
}
