package org.provenote.provenance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.provenote.provenance.diff.FileChange;
import org.provenote.provenance.git.Attempt;
import org.provenote.provenance.git.GitFolder;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.restore.WholeFile;
import org.provenote.provenance.worktree.CaptureLimits;

/**
 * Keeps versions of a notebook where Git's users do not see them: on hidden refs {@code refs/provenote/…} of the
 * repository that the notebook is in, else of a bare repository of our own.
 *
 * <p>Neither HEAD, branches, index, work tree, config nor hooks of the user's repository are touched; {@code git gc}
 * keeps the versions, and a plain {@code git push} does not send them. Instances hold nothing open and may be used
 * from any thread; several processes may save into one repository at once.
 */
public final class NotebookVersions {
    static final String OWN_REPOSITORY = ".provenote/versions.git";

    private final Path notebook;
    private final Optional<GitFolder> usersRepository;
    private final Path ownRepository;
    private final ArtifactFolders artifacts;
    /** By which id a notebook of that content is known. */
    private final Function<byte[], Optional<UUID>> ids;

    private NotebookVersions(
            Path notebook,
            Optional<GitFolder> usersRepository,
            Path ownRepository,
            ArtifactFolders artifacts,
            Function<byte[], Optional<UUID>> ids) {
        this.notebook = notebook;
        this.usersRepository = usersRepository;
        this.ownRepository = ownRepository;
        this.artifacts = artifacts;
        this.ids = ids;
    }

    /**
     * The versions of {@code notebook}, which need not exist yet. Where its folder is in no Git work tree, or in another user's,
     * or Git there takes no new object, they go to {@code .provenote/versions.git} in {@code fallbackFolder}, made on first use.
     */
    public static NotebookVersions beside(Path notebook, Path fallbackFolder) {
        return beside(notebook, fallbackFolder, ArtifactFolders.KNOWN);
    }

    /** As above; a repository among artifacts counts as none. */
    public static NotebookVersions beside(Path notebook, Path fallbackFolder, ArtifactFolders artifacts) {
        Path folder = notebook.toAbsolutePath().getParent();
        return new NotebookVersions(
                notebook.toAbsolutePath(),
                Attempt.to(() -> around(folder, artifacts)),
                ownRepository(fallbackFolder),
                artifacts,
                KnownContent::idIn);
    }

    /** To save what the notebook holds while it is known by {@code id}, or by none, whatever its content says. */
    public NotebookVersions knownAs(Optional<UUID> id) {
        return new NotebookVersions(notebook, usersRepository, ownRepository, artifacts, content -> id);
    }

    private static Optional<GitFolder> around(Path folder, ArtifactFolders artifacts) throws IOException {
        Optional<GitFolder> git = GitFolder.around(folder);
        return git.isPresent() && artifacts.hold(git.get()) ? Optional.empty() : git;
    }

    static Path ownRepository(Path fallbackFolder) {
        return fallbackFolder.toAbsolutePath().resolve(OWN_REPOSITORY);
    }

    /**
     * Saves {@code content}, with secrets masked, as the newest version of the notebook {@code notebookId}. When path and content, and what
     * the notebook is known by, are those of the newest version, that one is returned and nothing is written.
     *
     * @param notebookId any short text; made safe for a ref's name
     * @param path where the notebook stands, {@code /} between names; parts that could lead elsewhere are renamed
     * @param message the commit's message
     * @throws IOException if neither repository can be written
     */
    public NotebookVersion save(String notebookId, String path, byte[] content, String message) throws IOException {
        String ref = NotebookRef.of(notebookId);
        TreePath treePath = TreePath.of(path);
        KnownContent known = known(content);
        Optional<GitFolder> writable = writable();
        if (writable.isPresent()) {
            try {
                return new VersionRepository(writable.get().gitDir()).save(ref, treePath, known, message);
            } catch (IOException | RuntimeException e) {
                // read-only, broken or in a format that JGit does not know: our own repository takes it
            }
        }
        return VersionRepository.atOrNew(ownRepository).save(ref, treePath, known, message);
    }

    private KnownContent known(byte[] content) {
        return new KnownContent(content, ids.apply(content));
    }

    /**
     * As {@link #save}, with the work tree around the notebook in the same commit: what is modified or untracked by
     * content, within {@code limits}, so that the commit checked out is the state that ran. In its tree the notebook
     * stands where it stands in the work tree; where there is none, or it cannot be read, {@code path} counts and only the
     * notebook is saved.
     */
    public SavedState saveWithWorkTree(
            String notebookId, String path, byte[] content, String message, CaptureLimits limits) throws IOException {
        Optional<GitFolder> writable = writable();
        Optional<String> whyAlone = usersRepository.map(git -> git.gitDir() + " is another user's");
        if (writable.isPresent()) {
            try {
                return new StateRepository(writable.get())
                        .save(NotebookRef.of(notebookId), notebook, known(content), message, limits);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                whyAlone = Optional.of(e instanceof IOException ? e.getMessage() : e.toString());
            }
        }
        return SavedState.alone(save(notebookId, path, content, message), whyAlone);
    }

    /**
     * The notebook as {@link #save} took it, secrets masked.
     *
     * @throws VersionTooLargeException if it is larger than 50 MiB
     * @throws IOException if no version of that id is kept here
     */
    public byte[] read(String commitId) throws IOException {
        return holderOf(commitId).read(commitId);
    }

    /** The newest version of {@code notebookId} as {@link #save} took it; empty where none is kept or can be read. */
    Optional<KnownContent> latest(String notebookId) {
        String ref = NotebookRef.of(notebookId);
        return repositories().stream()
                .flatMap(gitDir -> Attempt.to(() -> new VersionRepository(gitDir).latest(ref)).stream())
                .findFirst();
    }

    /**
     * The files beside the notebook that two saved versions have otherwise, at most 1,000; none where one of them is of the
     * notebook alone.
     *
     * @throws IOException if one of them is not kept here
     */
    public List<FileChange> changedFiles(String commitBefore, String commitAfter) throws IOException {
        for (Path gitDir : repositories()) {
            Optional<List<FileChange>> files =
                    Attempt.to(() -> Optional.of(new StateFiles(gitDir).changed(commitBefore, commitAfter)));
            if (files.isPresent()) {
                return files.get();
            }
        }
        throw unknown(commitBefore + " or " + commitAfter);
    }

    /**
     * Writes the notebook of a version to {@code target}, a file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there and {@code existing} says to refuse
     * @throws IOException if no such version is kept here, or the file cannot be written
     */
    public void restoreNotebook(String commitId, Path target, Existing existing) throws IOException {
        VersionRepository repository = holderOf(commitId);
        WholeFile.Content content = fresh -> {
            try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW)) {
                repository.copy(commitId, out);
            }
        };
        if (existing == Existing.REPLACE) {
            // through a link, to the notebook that it leads to
            WholeFile.write(Files.exists(target) ? target.toRealPath() : target, content);
        } else {
            writeNew(target, content);
        }
    }

    private static void writeNew(Path target, WholeFile.Content content) throws IOException {
        Files.createFile(target);
        try {
            WholeFile.write(target, content);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    /**
     * Writes the whole state of a version into {@code folder}: the work tree as it was captured with the notebook in it,
     * or the notebook alone where only that was saved. Filters are not run; files of Git LFS come from its local store.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something is in the folder and {@code existing} says to refuse
     * @throws IOException if no such version is kept here, or the folder cannot be written
     */
    public Restored restoreState(String commitId, Path folder, Existing existing) throws IOException {
        return holderOf(commitId).restore(commitId, folder, existing);
    }

    private VersionRepository holderOf(String commitId) throws IOException {
        for (Path gitDir : repositories()) {
            VersionRepository repository = new VersionRepository(gitDir);
            if (Attempt.to(() -> Optional.of(repository.holds(commitId))).orElse(false)) {
                return repository;
            }
        }
        throw unknown(commitId);
    }

    private Optional<GitFolder> writable() {
        return Attempt.to(
                () -> usersRepository.isPresent() && usersRepository.get().isOurs()
                        ? usersRepository
                        : Optional.<GitFolder>empty());
    }

    private List<Path> repositories() {
        return Stream.concat(usersRepository.map(GitFolder::gitDir).stream(), Stream.of(ownRepository))
                .filter(Files::isDirectory)
                .filter(gitDir ->
                        !Attempt.to(() -> Optional.of(artifacts.hold(gitDir))).orElse(true))
                .toList();
    }

    private IOException unknown(String commitId) {
        return new IOException(
                "This run's notebook is not kept here: it is where the run ran, unless it was removed there."
                        + " No version " + commitId + " is in "
                        + usersRepository.map(git -> git.gitDir() + " or ").orElse("") + ownRepository);
    }
}
