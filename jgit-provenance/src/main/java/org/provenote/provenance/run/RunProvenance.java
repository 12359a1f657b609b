package org.provenote.provenance.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.provenance.ArtifactFolders;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.VersionTooLargeException;
import org.provenote.provenance.diff.FileChange;
import org.provenote.provenance.diff.RunDiff;
import org.provenote.provenance.diff.RunFacts;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.session.SessionRecord;

/** What is kept of how runs came about: read, compared and restored. */
public final class RunProvenance {
    /** The folder of a run's artifacts that the records are in. */
    public static final String FOLDER = "provenance";

    public static final String SESSION = "session.json";
    public static final String ENVIRONMENT = "environment.json";

    /** A record is megabytes at most; what is larger is none of ours. */
    private static final int LARGEST_RECORD = 64 * 1024 * 1024;

    private final Root root;
    private final ArtifactFolders artifacts;

    /** @param root the folder that notebooks' paths are relative to */
    public RunProvenance(Path root) {
        this(root, ArtifactFolders.KNOWN);
    }

    /** As above, where artifacts are in further folders. Who may log a run names the notebook, and so the repository, by its tag. */
    public RunProvenance(Path root, ArtifactFolders artifacts) {
        this.root = new Root(root);
        this.artifacts = artifacts;
    }

    /**
     * The run's notebook as it was when the run started, secrets masked.
     *
     * @throws VersionTooLargeException if it is larger than 50 MiB
     * @throws IOException if the run has no version, or it is no longer kept
     */
    public byte[] notebook(RecordedRun run) throws IOException {
        return versions(run).read(revision(run));
    }

    /** As {@link #notebook}; empty where there is none, or what is kept is none. */
    public Optional<NotebookDocument> document(RecordedRun run) {
        try {
            return Optional.of(NotebookDocument.parse(notebook(run)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How {@code after} differs from {@code before}, the smallest explanation first. */
    public RunDiff diff(RecordedRun before, RecordedRun after) {
        RunFacts first = facts(before);
        RunFacts second = facts(after);
        RunDiff diff = RunDiff.of(first, second, changedFiles(before, after));
        return told(diff, Stream.concat(unread(before, first), unread(after, second)), before, after);
    }

    /**
     * How now differs from {@code before}. Params are a run's alone, so those of {@code now} do not count.
     *
     * @param now what is known of now; what is empty is not compared
     */
    public RunDiff diffWithNow(RecordedRun before, RunFacts now) {
        RunFacts then = facts(before);
        RunFacts withoutParams =
                new RunFacts(then.params(), now.notebook(), now.session(), now.environment(), now.commit());
        return told(RunDiff.of(then, withoutParams), unread(before, then), before);
    }

    /** That notebooks are not kept is told with a reason that others have; alone, it is what an empty comparison means. */
    private RunDiff told(RunDiff diff, Stream<String> unreadRecords, RecordedRun... runs) {
        List<String> records = unreadRecords.toList();
        boolean hasOtherReason = !records.isEmpty() || Stream.of(runs).anyMatch(this::isTooLarge);
        Stream<String> notebooks = diff.notebook().isEmpty() && hasOtherReason
                ? Stream.of(runs).flatMap(run -> whyUnread(run).stream())
                : Stream.empty();
        return diff.withUnread(Stream.concat(notebooks, records.stream()).toList());
    }

    private static Stream<String> unread(RecordedRun run, RunFacts facts) {
        return unreadRecords(run, facts.session(), facts.environment()).stream();
    }

    /**
     * What is said where records were written of a run, which its badge tells, and are not among what was found.
     *
     * @param session as {@link #session} found it
     * @param environment as {@link #environment} found it
     */
    public static Optional<String> unreadRecords(
            RecordedRun run, Optional<SessionRecord> session, Optional<Environment> environment) {
        boolean areWritten = run.tag(RunTags.BADGE).isPresent();
        String unread = Stream.of(
                        session.isPresent() ? "" : "the cells that it executed",
                        environment.isPresent() ? "" : "what it ran on")
                .filter(record -> areWritten && !record.isEmpty())
                .collect(Collectors.joining(" and "));
        return unread.isEmpty()
                ? Optional.empty()
                : Optional.of(run.name() + ": " + unread + " could not be read in " + run.place() + "/" + FOLDER);
    }

    private boolean isTooLarge(RecordedRun run) {
        return unread(run).filter(VersionTooLargeException.class::isInstance).isPresent();
    }

    private Optional<String> whyUnread(RecordedRun run) {
        return unread(run)
                .map(why -> run.tag(RunTags.REVISION).isEmpty()
                        ? "it has no notebook version"
                        : why instanceof VersionTooLargeException ? why.getMessage() : "its notebook is not kept here")
                .map(why -> run.name() + ": " + why);
    }

    /** Why the run's notebook cannot be read, if so. */
    private Optional<IOException> unread(RecordedRun run) {
        try {
            notebook(run);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Writes the run's notebook to a file that must not exist yet, unless {@code existing} says otherwise. */
    public void restoreNotebook(RecordedRun run, Path target, Existing existing) throws IOException {
        versions(run).restoreNotebook(revision(run), target, existing);
    }

    /** Writes the run's whole state into a folder. */
    public Restored restoreState(RecordedRun run, Path folder, Existing existing) throws IOException {
        return versions(run).restoreState(revision(run), folder, existing);
    }

    /** The cells that were executed up to the run's end; empty where no record is kept, or it cannot be read. */
    public Optional<SessionRecord> session(RecordedRun run) {
        return record(run, SESSION, SessionRecord::fromJson);
    }

    /** What the run ran on; empty where no record is kept, or it cannot be read. */
    public Optional<Environment> environment(RecordedRun run) {
        return record(run, ENVIRONMENT, Environment::fromJson);
    }

    private RunFacts facts(RecordedRun run) {
        return new RunFacts(run.params(), document(run), session(run), environment(run), run.tag(RunTags.GIT_COMMIT));
    }

    private List<FileChange> changedFiles(RecordedRun before, RecordedRun after) {
        try {
            return versions(after).changedFiles(revision(before), revision(after));
        } catch (IOException e) {
            return List.of();
        }
    }

    private NotebookVersions versions(RecordedRun run) {
        Path notebook = run.tag(RunTags.NOTEBOOK_PATH)
                .flatMap(root::below)
                .orElse(root.folder().resolve("notebook.ipynb"));
        return NotebookVersions.beside(notebook, root.folder(), artifacts);
    }

    private static String revision(RecordedRun run) throws IOException {
        return run.tag(RunTags.REVISION)
                .orElseThrow(() -> new IOException("Run " + run.name() + " has no notebook version"));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] json) throws IOException;
    }

    private static <T> Optional<T> record(RecordedRun run, String name, Reader<T> reader) {
        try (InputStream in = run.artifacts().open(FOLDER + "/" + name)) {
            byte[] json = in.readNBytes(LARGEST_RECORD + 1);
            return json.length > LARGEST_RECORD ? Optional.empty() : Optional.of(reader.read(json));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
