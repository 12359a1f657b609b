package org.provenote.provenance.git;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;

/**
 * Git's rule for {@code extensions.*}: who meets one that it does not know keeps away. JGit 7.8 does not keep it, and
 * would put SHA-1 objects into a SHA-256 repository.
 */
final class RepositoryFormat {
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
    }

    private static Set<String> unknown(Config config) {
        Set<String> unknown = new TreeSet<>();
        for (String name : config.getNames("extensions")) {
            if (!KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
                unknown.add(name);
            }
        }
        if ("sha1".equalsIgnoreCase(config.getString("extensions", null, "objectformat"))) {
            unknown.removeIf("objectformat"::equalsIgnoreCase);
        }
        return unknown;
    }
}
