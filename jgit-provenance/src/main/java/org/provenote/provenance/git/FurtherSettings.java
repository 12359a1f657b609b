package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.SystemReader;

/**
 * Settings that Git reads and JGit does not: a work tree's own ({@code config.worktree}), and what the user's files include on a
 * condition ({@code includeIf}). They are put into a repository's settings in memory.
 *
 * @param repository its own {@code includeIf} is not read, for it may be somebody else's
 */
record FurtherSettings(Repository repository) {
    private static final String INCLUDE_IF = "includeif";

    void add() throws IOException {
        try {
            include(SystemReader.getInstance().getUserConfig());
            if (repository.getConfig().getBoolean("extensions", "worktreeconfig", false)) {
                put(read(new File(repository.getDirectory(), "config.worktree")), true);
            }
        } catch (ConfigInvalidException e) {
            throw new IOException("unreadable Git settings for " + repository.getDirectory(), e);
        }
    }

    /** What {@code user}, or a file below it, includes; the repository's own settings stay before it. */
    void include(Config user) throws IOException, ConfigInvalidException {
        for (Config layer : fromTheBottom(user)) {
            if (layer instanceof FileBasedConfig file) {
                for (String condition : file.getSubsections(INCLUDE_IF)) {
                    includeWhere(condition, file);
                }
            }
        }
    }

    private static List<Config> fromTheBottom(Config top) {
        List<Config> layers = new ArrayList<>();
        for (Config layer = top; layer != null; layer = layer.getBaseConfig()) {
            layers.add(0, layer);
        }
        return layers;
    }

    private void includeWhere(String condition, FileBasedConfig file) throws IOException, ConfigInvalidException {
        boolean own = !file.getNames(INCLUDE_IF, condition, false).isEmpty();
        if (own && new IncludeCondition(condition, folderOf(file)).holdsIn(repository)) {
            for (String path : file.getStringList(INCLUDE_IF, condition, "path")) {
                put(read(resolve(path, file)), false);
            }
        }
    }

    private static Optional<Path> folderOf(FileBasedConfig file) {
        return Optional.ofNullable(file.getFile()).map(File::toPath).map(Path::getParent);
    }

    private File resolve(String path, FileBasedConfig from) {
        return path.startsWith("~/")
                ? repository.getFS().resolve(repository.getFS().userHome(), path.substring(2))
                : repository.getFS().resolve(from.getFile().getParentFile(), path);
    }

    private Config read(File file) throws IOException, ConfigInvalidException {
        ReadOnlyConfig settings = new ReadOnlyConfig(null, file, repository.getFS());
        settings.load();
        return settings;
    }

    private void put(Config from, boolean overOwn) {
        for (String section : from.getSections()) {
            put(from, section, null, overOwn);
            from.getSubsections(section).forEach(subsection -> put(from, section, subsection, overOwn));
        }
    }

    private void put(Config from, String section, String subsection, boolean overOwn) {
        for (String name : from.getNames(section, subsection)) {
            if (overOwn
                    || !repository
                            .getConfig()
                            .getNames(section, subsection, false)
                            .contains(name)) {
                List<String> values = List.of(from.getStringList(section, subsection, name));
                repository.getConfig().setStringList(section, subsection, name, values);
            }
        }
    }
}
