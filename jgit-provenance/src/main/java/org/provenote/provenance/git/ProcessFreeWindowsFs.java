package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_Win32;
import org.eclipse.jgit.util.ProcessResult;
import org.jspecify.annotations.Nullable;

/** {@link ProcessFreeFs} for Windows. */
final class ProcessFreeWindowsFs extends FS_Win32 {
    ProcessFreeWindowsFs() {}

    private ProcessFreeWindowsFs(ProcessFreeWindowsFs source) {
        super(source);
    }

    @Override
    public FS newInstance() {
        return new ProcessFreeWindowsFs(this);
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
