package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * A settings file read as JGit reads it, by JGit's own parser, with each file that it includes looked at before that is read. JGit
 * reads a file as often as it is named: ten files that each name the next one a hundred times would take it for ever.
 */
final class IncludedSettings extends Config {
    /** Each time that one is read counts. */
    private static final int MOST_INCLUDES = 1_000;

    private static final long MOST_BYTES = 16L << 20;

    private final Path file;
    private int includes;
    private long bytes;

    private IncludedSettings(Path file) {
        this.file = file;
    }

    /** @throws IOException if it, or what it includes, is no file, too much, in a circle, or makes no sense */
    static void check(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        IncludedSettings settings = new IncludedSettings(file);
        try {
            byte[] content = settings.read(file);
            int start = RawParseUtils.match(content, 0, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            settings.fromText(RawParseUtils.decode(content, Math.max(start, 0), content.length));
        } catch (ConfigInvalidException | IllegalArgumentException e) {
            throw new IOException("unreadable Git settings in " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected byte[] readIncludedConfig(String path) throws ConfigInvalidException {
        FS files = JGit.fileSystem();
        File included = path.startsWith("~/")
                ? files.resolve(files.userHome(), path.substring(2))
                : files.resolve(file.toFile().getParentFile(), path);
        if (!included.exists()) {
            return new byte[0];
        }
        try {
            if (++includes > MOST_INCLUDES) {
                throw new IOException("more than " + MOST_INCLUDES + " includes");
            }
            return read(included.toPath());
        } catch (IOException e) {
            throw new ConfigInvalidException(e.getMessage(), e);
        }
    }

    private byte[] read(Path path) throws IOException {
        RepositoryFiles.checkFile(path);
        bytes += Files.size(path);
        if (bytes > MOST_BYTES) {
            throw new IOException(path + " is too large for Git's settings");
        }
        return Files.readAllBytes(path);
    }
}
