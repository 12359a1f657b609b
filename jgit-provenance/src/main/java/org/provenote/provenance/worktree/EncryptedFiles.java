package org.provenote.provenance.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.QuotedString;

/**
 * Files that Git stores encrypted, by a filter such as those of git-crypt, transcrypt and git-agecrypt, told by its name. What lies
 * in the work tree is their clear text, which must not get into Git's objects. The filter is that of the repository's own
 * {@code .gitattributes} and {@code info/attributes}; macros are not looked into.
 */
final class EncryptedFiles {
    private static final Pattern ENCRYPTS =
            Pattern.compile("crypt|cipher|secret|vault|gpg|pgp|sops|openssl|strongbox|(^|[^a-z])age([^a-z]|$)");

    /** A pattern, perhaps in quotes, and what it says. */
    private static final Pattern RULE = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^#\\s]\\S*)\\s+(.*)");

    private static final String FILE = ".gitattributes";

    /** Git's own bound, {@code ATTR_MAX_FILE_SIZE}. */
    private static final long LONGEST_FILE = 100 * 1024 * 1024;

    private final Repository repository;
    private final DirCache index;
    private final List<AttributesRule> everywhere;
    private final Map<String, List<AttributesRule>> ofFolders = new HashMap<>();

    EncryptedFiles(Repository repository, DirCache index) {
        this.repository = repository;
        this.index = index;
        Path info = repository.getCommonDirectory().toPath().resolve("info/attributes");
        this.everywhere = Files.isRegularFile(info) ? rulesIn(info) : List.of();
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
            String folder = path.substring(0, end + 1);
            found = last(ofFolders.computeIfAbsent(folder, this::rulesOf), path.substring(end + 1));
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

    /** As Git looks: in the work tree, where a link counts for nothing, else in the index. */
    private List<AttributesRule> rulesOf(String folder) {
        Path file = repository.getWorkTree().toPath().resolve(folder + FILE);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return rulesIn(file);
        }
        DirCacheEntry recorded = index.getEntry(folder + FILE);
        return recorded == null || Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? List.of() : rulesOf(recorded);
    }

    private List<AttributesRule> rulesOf(DirCacheEntry recorded) {
        try {
            ObjectLoader content = repository.open(recorded.getObjectId());
            return content.getSize() > LONGEST_FILE ? List.of() : rules(content.getBytes());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Unreadable rules are no rules, as in Git. */
    private static List<AttributesRule> rulesIn(Path file) {
        try {
            return Files.size(file) > LONGEST_FILE ? List.of() : rules(Files.readAllBytes(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** JGit's own parser knows no quotes. */
    private static List<AttributesRule> rules(byte[] text) {
        return new String(text, UTF_8)
                .lines()
                .map(RULE::matcher)
                .filter(Matcher::matches)
                .map(rule -> new AttributesRule(pattern(rule.group(1)), rule.group(2)))
                .toList();
    }

    private static String pattern(String written) {
        return written.startsWith("\"") ? QuotedString.GIT_PATH.dequote(written) : written;
    }
}
