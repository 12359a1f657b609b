package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;
import org.jspecify.annotations.Nullable;

/** A file system that refuses to start anything: filters and hooks of a repository's config stay text. */
final class ProcessFreeFs extends FS_POSIX {
    private static final int USUAL_UMASK = 0022;

    ProcessFreeFs() {
        // else JGit asks a shell for it
        setUmask(USUAL_UMASK);
    }

    private ProcessFreeFs(ProcessFreeFs source) {
        super(source);
    }

    @Override
    public FS newInstance() {
        return new ProcessFreeFs(this);
    }

    @Override
    protected @Nullable File discoverGitExe() {
        return null;
    }

    @Override
    protected @Nullable File discoverGitSystemConfig() {
        return null;
    }

    @Override
    public ProcessResult runHookIfPresent(
            Repository repository,
            String name,
            String[] args,
            @Nullable OutputStream out,
            @Nullable OutputStream err,
            @Nullable String in) {
        return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] args) {
        // never started: execute and runProcess below refuse
        return new ProcessBuilder();
    }

    @Override
    public ExecutionResult execute(ProcessBuilder process, InputStream in) throws IOException {
        throw new IOException("provenance runs no program, so a filter of this repository was not applied");
    }

    @Override
    public int runProcess(ProcessBuilder process, OutputStream out, OutputStream err, InputStream in)
            throws IOException {
        throw new IOException("provenance runs no program");
    }
}
