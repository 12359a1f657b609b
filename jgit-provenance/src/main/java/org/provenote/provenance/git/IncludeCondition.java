package org.provenote.provenance.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * When a settings file includes another.
 *
 * @param text as in {@code [includeIf "text"]}
 * @param folder of the file that it stands in
 * @see <a href="https://git-scm.com/docs/git-config#_conditional_includes">Git's conditions</a>
 */
record IncludeCondition(String text, Optional<Path> folder) {
    private static final String GIT_DIR = "gitdir:";
    private static final String GIT_DIR_ANY_CASE = "gitdir/i:";
    private static final String BRANCH = "onbranch:";
    private static final String REMOTE = "hasconfig:remote.*.url:";
    /** Not asked of {@link Path}, which has no letters but those of the process's locale. */
    private static final Pattern ABSOLUTE = Pattern.compile("/|[A-Za-z]:[/\\\\]");

    private static final Pattern PARTS = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?|[^*?]+");

    /** One that Git does not know holds nowhere. */
    boolean holdsIn(Repository repository) throws IOException {
        if (text.startsWith(GIT_DIR) || text.startsWith(GIT_DIR_ANY_CASE)) {
            return isFolder(repository.getDirectory().toPath());
        }
        if (text.startsWith(BRANCH)) {
            Ref head = repository.exactRef(Constants.HEAD);
            return head != null
                    && head.isSymbolic()
                    && matches(
                            below(text.substring(BRANCH.length())),
                            Repository.shortenRefName(head.getTarget().getName()),
                            0);
        }
        return text.startsWith(REMOTE)
                && remotes(repository).anyMatch(url -> matches(text.substring(REMOTE.length()), url, 0));
    }

    private boolean isFolder(Path gitDir) throws IOException {
        int flags = text.startsWith(GIT_DIR_ANY_CASE) ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        String pattern = below(anywhere(text.substring(text.indexOf(':') + 1)));
        return matches(pattern, gitDir.toAbsolutePath().toString(), flags)
                || matches(pattern, gitDir.toRealPath().toString(), flags);
    }

    private String anywhere(String pattern) {
        if (pattern.startsWith("~/")) {
            return JGit.fileSystem().userHome() + pattern.substring(1);
        }
        if (pattern.startsWith("./") && folder.isPresent()) {
            return folder.get() + pattern.substring(1);
        }
        return ABSOLUTE.matcher(pattern).lookingAt() ? pattern : "**/" + pattern;
    }

    private static String below(String pattern) {
        return pattern.endsWith("/") ? pattern + "**" : pattern;
    }

    private static Stream<String> remotes(Repository repository) {
        return repository.getConfig().getSubsections("remote").stream()
                .flatMap(name -> Stream.of(repository.getConfig().getStringList("remote", name, "url")));
    }

    /** {@code *} and {@code ?} stop at a slash, {@code **} does not. Classes of letters, {@code [a-z]}, are no wildcards here. */
    private static boolean matches(String glob, String text, int flags) {
        String regex = PARTS.matcher(glob)
                .replaceAll(part -> Matcher.quoteReplacement(
                        switch (part.group()) {
                            case "**/" -> "(?:.*/)?";
                            case "**" -> ".*";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            default -> Pattern.quote(part.group());
                        }));
        return Pattern.compile(regex, flags).matcher(text).matches();
    }
}
