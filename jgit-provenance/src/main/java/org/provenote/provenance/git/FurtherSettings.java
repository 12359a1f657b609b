package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Settings that Git reads and JGit does not: a work tree's own ({@code config.worktree}), and what the user's files include on a
 * condition ({@code includeIf}). They are put into a repository's settings in memory.
 *
 * @param repository its own {@code includeIf} is not read, for it may be somebody else's
 */
record FurtherSettings(Repository repository) {

    void add() throws IOException {
        try {
            include(SystemReader.getInstance().getUserConfig());
            if (repository.getConfig().getBoolean("extensions", "worktreeconfig", false)) {
                ReadOnlyConfig ofWorkTree = new ReadOnlyConfig(
                        null, new File(repository.getDirectory(), "config.worktree"), repository.getFS());
                IncludedSettings.check(repository.getDirectory().toPath().resolve("config.worktree"));
                ofWorkTree.load();
                forEachName(ofWorkTree, (section, subsection, name) -> put(ofWorkTree, section, subsection, name));
            }
        } catch (ConfigInvalidException e) {
            throw new IOException("unreadable Git settings for " + repository.getDirectory(), e);
        }
    }

    /** What {@code user} comes to here and is not in it yet; the repository's own settings stay before it. */
    void include(Config user) throws IOException, ConfigInvalidException {
        if (UserSettings.haveConditions(user)) {
            Config here = new UserSettings(repository).of(user);
            forEachName(here, (section, subsection, name) -> {
                boolean own = repository
                        .getConfig()
                        .getNames(section, subsection, false)
                        .contains(name);
                String[] values = here.getStringList(section, subsection, name);
                if (!own && !Arrays.equals(values, user.getStringList(section, subsection, name))) {
                    put(here, section, subsection, name);
                }
            });
        }
    }

    private interface EachName {
        void take(String section, @Nullable String subsection, String name);
    }

    private static void forEachName(Config from, EachName each) {
        for (String section : from.getSections()) {
            from.getNames(section, null, true).forEach(name -> each.take(section, null, name));
            for (String subsection : from.getSubsections(section)) {
                from.getNames(section, subsection, true).forEach(name -> each.take(section, subsection, name));
            }
        }
    }

    private void put(Config from, String section, @Nullable String subsection, String name) {
        List<String> values = List.of(from.getStringList(section, subsection, name));
        repository.getConfig().setStringList(section, subsection, name, values);
    }
}
