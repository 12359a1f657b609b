package org.provenote.provenance.git;

import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * The machine as JGit may see it: the user's and the system's Git settings are read (ignore rules and line endings
 * stand there) and never written; JGit's own settings do not exist.
 */
final class QuietSystemReader extends SystemReader {
    private static final Set<String> READABLE =
            Set.of("HOME", "XDG_CONFIG_HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH");

    /** A folder that nothing can be in. */
    private static final String NOWHERE = "/dev/null";

    private static final String SHA1 = "org.eclipse.jgit.util.sha1.implementation";

    @Override
    public String getHostname() {
        // JGit would ask DNS, for an e-mail address that we never use
        return "localhost";
    }

    @Override
    public @Nullable String getenv(String variable) {
        return READABLE.contains(variable) ? System.getenv(variable) : null;
    }

    @Override
    public @Nullable String getProperty(String key) {
        if (key.equals("user.home") && !isWindows()) {
            return home();
        }
        // JGit's own SHA-1 looks for forged collisions, which nobody forges against himself, at a tenth of the speed
        return SHA1.equals(key) ? "jdkNative" : System.getProperty(key);
    }

    /** Git asks the environment first, and in a container the system may not know the user: then the home is {@code ?}. */
    private static String home() {
        String home = System.getenv("HOME");
        String found = home == null || home.isBlank() ? System.getProperty("user.home") : home;
        return found.equals("?") ? NOWHERE : found;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        File inFolder = UserFiles.configFolder(fs).resolve("git/config").toFile();
        ReadOnlyConfig shared = new ReadOnlyConfig(parent, inFolder, fs);
        return new ReadOnlyConfig(shared, new File(fs.userHome(), ".gitconfig"), fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new ReadOnlyConfig(parent, isWindows() ? null : new File("/etc/gitconfig"), fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new ReadOnlyConfig(parent, null, fs);
    }

    @Override
    public long getCurrentTime() {
        return System.currentTimeMillis();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    @Deprecated
    public int getTimezone(long when) {
        return getTimeZoneAt(Instant.ofEpochMilli(when)).getTotalSeconds() / 60;
    }

    @Override
    public ZoneOffset getTimeZoneAt(Instant when) {
        return ZoneId.systemDefault().getRules().getOffset(when);
    }
}
