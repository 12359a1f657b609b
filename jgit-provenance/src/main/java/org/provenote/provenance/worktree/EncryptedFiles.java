package org.provenote.provenance.worktree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.lib.Repository;

/**
 * Files that Git stores encrypted, by a filter such as those of git-crypt, transcrypt and git-agecrypt, told by its name. What lies
 * in the work tree is their clear text, which must not get into Git's objects. The filter is that of the repository's own
 * {@code .gitattributes} and {@code info/attributes}; macros are not looked into.
 */
final class EncryptedFiles {
    private static final Pattern ENCRYPTS =
            Pattern.compile("crypt|cipher|secret|vault|gpg|pgp|sops|(^|[^a-z])age([^a-z]|$)");

    /** Git's own bound, {@code ATTR_MAX_FILE_SIZE}. */
    private static final long LONGEST_FILE = 100 * 1024 * 1024;

    private final Path workTree;
    private final List<AttributesRule> everywhere;
    private final Map<String, List<AttributesRule>> ofFolders = new HashMap<>();

    EncryptedFiles(Repository repository) {
        this.workTree = repository.getWorkTree().toPath();
        this.everywhere = rules(repository.getCommonDirectory().toPath().resolve("info/attributes"));
    }

    /** @param path from the work tree's top */
    boolean include(String path) {
        return filter(path)
                .filter(name -> ENCRYPTS.matcher(name.toLowerCase(Locale.ROOT)).find())
                .isPresent();
    }

    /** What speaks of it nearest decides, and of one file the last rule. */
    private Optional<String> filter(String path) {
        Optional<Attribute> found = last(everywhere, path);
        int end = path.length();
        while (found.isEmpty() && end >= 0) {
            end = path.lastIndexOf('/', end - 1);
            String folder = path.substring(0, Math.max(end, 0));
            found = last(
                    ofFolders.computeIfAbsent(
                            folder, name -> rules(workTree.resolve(name).resolve(".gitattributes"))),
                    path.substring(end + 1));
        }
        return found.map(Attribute::getValue);
    }

    private static Optional<Attribute> last(List<AttributesRule> rules, String path) {
        return rules.stream()
                .filter(rule -> rule.isMatch(path, false))
                .flatMap(rule -> rule.getAttributes().stream())
                .filter(attribute -> attribute.getKey().equals("filter"))
                .reduce((earlier, later) -> later);
    }

    private static List<AttributesRule> rules(Path file) {
        AttributesNode node = new AttributesNode();
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST_FILE) {
                try (InputStream in = Files.newInputStream(file)) {
                    node.parse(in);
                }
            }
        } catch (IOException e) {
            // Unreadable rules are no rules, as in Git.
        }
        return List.copyOf(node.getRules());
    }
}
