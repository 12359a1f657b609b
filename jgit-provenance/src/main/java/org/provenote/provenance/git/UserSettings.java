package org.provenote.provenance.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;

/**
 * What a user's settings come to in one repository, with what they include, on a condition or without. As in Git, an included file
 * counts in the place of the line that names it, and of two values the later one.
 */
record UserSettings(Repository repository) {
    private static final String INCLUDE = "include";
    private static final String INCLUDE_IF = "includeif";

    /** Git's own bound. */
    private static final int DEEPEST_INCLUDE = 10;

    static boolean haveConditions(Config settings) {
        return !settings.getSubsections(INCLUDE_IF).isEmpty();
    }

    /** The settings of {@code top} and, where it has none, of the files below it. */
    Config of(Config top) throws IOException, ConfigInvalidException {
        Config below = top.getBaseConfig();
        Config settings = new Config(below == null ? null : of(below));
        if (top instanceof FileBasedConfig file) {
            settings.fromText(whole(file, DEEPEST_INCLUDE));
        }
        return settings;
    }

    /** The file's own lines, each included file below the line that names it. */
    private String whole(FileBasedConfig file, int depth) throws IOException, ConfigInvalidException {
        if (depth == 0) {
            throw new ConfigInvalidException("includes too deep in " + file.getFile());
        }
        StringBuilder whole = new StringBuilder();
        String section = "";
        for (String line : file.toText().split("\n")) {
            whole.append(line).append('\n');
            if (line.stripLeading().startsWith("[")) {
                section = line.stripLeading();
            } else if (section.toLowerCase(Locale.ROOT).startsWith("[" + INCLUDE)) {
                for (File included : included(section + "\n" + line, file)) {
                    whole.append(whole(read(included), depth - 1))
                            .append(section)
                            .append('\n');
                }
            }
        }
        return whole.toString();
    }

    private List<File> included(String lines, FileBasedConfig from) throws IOException, ConfigInvalidException {
        Config entry = new Config();
        entry.fromText(lines);
        List<String> paths = new ArrayList<>(List.of(entry.getStringList(INCLUDE, null, "path")));
        for (String condition : entry.getSubsections(INCLUDE_IF)) {
            if (new IncludeCondition(condition, folderOf(from)).holdsIn(repository)) {
                paths.addAll(List.of(entry.getStringList(INCLUDE_IF, condition, "path")));
            }
        }
        return paths.stream().map(path -> resolve(path, from)).toList();
    }

    private static Optional<Path> folderOf(FileBasedConfig file) {
        return Optional.ofNullable(file.getFile()).map(File::toPath).map(Path::getParent);
    }

    private File resolve(String path, FileBasedConfig from) {
        return path.startsWith("~/")
                ? repository.getFS().resolve(repository.getFS().userHome(), path.substring(2))
                : repository.getFS().resolve(from.getFile().getParentFile(), path);
    }

    private FileBasedConfig read(File file) throws IOException, ConfigInvalidException {
        FileBasedConfig settings = new ReadOnlyConfig(null, file, repository.getFS());
        settings.load();
        return settings;
    }
}
