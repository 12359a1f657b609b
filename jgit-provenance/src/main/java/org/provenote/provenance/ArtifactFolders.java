package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.provenote.provenance.git.GitFolder;

/**
 * Where clients of trackers put files under names of their own choice, such as {@code .git/config}. What a repository there says is
 * a client's word, so none of it is taken for a version that a kernel saved. Known by their names are {@code mlartifacts} and the
 * {@code artifacts} of each run and model, wherever experiments have them.
 *
 * @param named others, which need not exist
 */
public record ArtifactFolders(Set<Path> named) {
    /** Those alone that are known by their names. */
    public static final ArtifactFolders KNOWN = new ArtifactFolders(Set.of());

    /** MLflow's ids of runs and of logged models. */
    private static final Pattern OWNER = Pattern.compile("(m-)?[0-9a-f]{32}");

    public ArtifactFolders {
        named = Set.copyOf(named);
    }

    boolean hold(GitFolder git) throws IOException {
        return hold(git.workTree()) || hold(git.gitDir());
    }

    boolean hold(Path folder) throws IOException {
        Path real = folder.toRealPath();
        for (int i = 0; i < real.getNameCount(); i++) {
            String name = real.getName(i).toString();
            boolean ofOwner = i > 0
                    && name.equals("artifacts")
                    && OWNER.matcher(real.getName(i - 1).toString()).matches();
            if (ofOwner || name.equals("mlartifacts")) {
                return true;
            }
        }
        for (Path other : named) {
            if (Files.exists(other) && real.startsWith(other.toRealPath())) {
                return true;
            }
        }
        return false;
    }
}
