package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** A settings file that is read once when it exists and is readable, and never written. */
final class ReadOnlyConfig extends FileBasedConfig {
    private final @Nullable File file;
    private boolean loaded;

    ReadOnlyConfig(@Nullable Config base, @Nullable File file, FS fs) {
        super(base, file, fs);
        this.file = file;
    }

    @Override
    public void load() throws IOException, ConfigInvalidException {
        loaded = true;
        // only a regular file: a pipe would block for ever
        if (file != null && file.isFile() && file.canRead()) {
            super.load();
        }
    }

    @Override
    public boolean isOutdated() {
        return !loaded;
    }

    @Override
    public void save() {
        // settings are the user's
    }

    /**
     * JGit asks for {@code filesystem.*.timestampResolution} and, finding none, writes probe files into the
     * repository to measure it. Two seconds hold for every file system.
     */
    @Override
    public long getTimeUnit(
            String section, @Nullable String subsection, String name, long defaultValue, TimeUnit wantUnit) {
        if ("filesystem".equals(section) && "timestampResolution".equals(name)) {
            return wantUnit.convert(2, TimeUnit.SECONDS);
        }
        return super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
    }
}
