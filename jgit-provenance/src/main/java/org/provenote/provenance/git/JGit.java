package org.provenote.provenance.git;

import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Puts our settings into JGit's static state, once, before its first use. */
final class JGit {
    private static final int MB = 1024 * 1024;

    private static final FS FILE_SYSTEM = install();

    private JGit() {}

    /** The file system to open every repository with. */
    static FS fileSystem() {
        return FILE_SYSTEM;
    }

    private static FS install() {
        SystemReader.setInstance(new QuietSystemReader());
        WindowCacheConfig cache = new WindowCacheConfig();
        cache.setPackedGitLimit(8 * MB);
        cache.setPackedGitOpenFiles(16);
        cache.setDeltaBaseCacheLimit(2 * MB);
        cache.setExposeStatsViaJmx(false);
        cache.install();
        return SystemReader.getInstance().isWindows() ? new ProcessFreeWindowsFs() : new ProcessFreeFs();
    }
}
