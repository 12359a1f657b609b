package org.provenote.provenance.git;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;

/**
 * Git's rule for {@code extensions.*}: who meets one that it does not know keeps away. JGit 7.8 does not keep it, and
 * would put SHA-1 objects into a SHA-256 repository.
 */
public final class RepositoryFormat {
    private static final String EXTENSIONS = "extensions";
    private static final Set<String> KNOWN = Set.of(
            "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "refstorage", "relativeworktrees");

    private RepositoryFormat() {}

    /** Closes the repository and throws if its format is beyond us. */
    static void check(Repository repository) throws IOException {
        Set<String> unknown = unknown(repository.getConfig());
        if (!unknown.isEmpty()) {
            repository.close();
            throw new IOException("Repository format not known to JGit: extensions." + String.join(", ", unknown));
        }
        if (hasRefTables(repository) && !repository.getDirectory().equals(repository.getCommonDirectory())) {
            repository.close();
            throw new IOException("JGit takes the HEAD of a linked work tree with reftables from the main one");
        }
    }

    /**
     * Throws where a ref of ours would stand in one file with the user's branches, as it would in a reftable: writing it writes,
     * and in time packs, theirs. Or where the folder of ours is a link, which may lead to theirs.
     *
     * @param prefix of our refs' names
     */
    public static void requireRefsOfTheirOwn(Repository repository, String prefix) throws IOException {
        if (hasRefTables(repository)) {
            throw new IOException("The refs of " + repository.getDirectory() + " are in reftables");
        }
        if (Files.isSymbolicLink(repository.getCommonDirectory().toPath().resolve(prefix))) {
            throw new IOException(prefix + " in " + repository.getDirectory() + " is a link");
        }
    }

    private static boolean hasRefTables(Repository repository) {
        String storage = repository.getConfig().getString(EXTENSIONS, null, "refstorage");
        return storage != null && !storage.equalsIgnoreCase("files");
    }

    private static Set<String> unknown(Config config) {
        Set<String> unknown = new TreeSet<>();
        for (String name : config.getNames(EXTENSIONS)) {
            if (!KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
                unknown.add(name);
            }
        }
        if ("sha1".equalsIgnoreCase(config.getString(EXTENSIONS, null, "objectformat"))) {
            unknown.removeIf("objectformat"::equalsIgnoreCase);
        }
        return unknown;
    }
}
