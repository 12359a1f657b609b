package org.provenote.provenance;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of what to ignore, made up at random, hide what they hide from Git: what they hide may be private. */
class IgnoreRulesTest extends RepositoryTrial {
    // Without what JGit reads otherwise than Git: `a**/b`, an open bracket, and `?` or a class for a letter beyond
    // ASCII.
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "a.txt", "b.log", "!a", "#b", "a b", "[a]", ".a", "a\\b", "A");
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            "*",
            "**",
            "?",
            "*.txt",
            "a*",
            "*b",
            "[ab]",
            "[!a]",
            "[a-b]*",
            "[^b]",
            ".a",
            "a.txt",
            "\\!a",
            "\\#b",
            "a b",
            "\\[a\\]",
            "*.*",
            "[[:alpha:]]",
            "a\\\\b",
            "b.log",
            "A",
            "[]a]",
            "\\a",
            "a\\ ");

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30
            })
    void whatRulesHideFromGitIsNotCaptured(int seed) throws Exception {
        Random random = new Random(seed);
        assertAnswersAreGitsAndNothingChanges(git -> {
            for (int i = 0; i < 60; i++) {
                write(git, path(random), "x");
            }
            write(git, ".gitignore", rules(random));
            write(git, path(random) + "/.gitignore", rules(random));
            write(git, "a/.gitignore", rules(random));
            write(git, ".git/info/exclude", rules(random));
        });
    }

    /** Not everywhere: a file may stand where a folder is asked for. */
    private static void write(Git git, String path, String text) {
        try {
            git.write(path, text);
        } catch (IOException e) {
            // another one then
        }
    }

    private static String path(Random random) {
        return join(random, NAMES, 1 + random.nextInt(4));
    }

    private static String rules(Random random) {
        return Stream.generate(() -> rule(random)).limit(1 + random.nextInt(6)).collect(Collectors.joining("\n"));
    }

    private static String rule(Random random) {
        return (random.nextInt(3) == 0 ? "!" : "")
                + (random.nextInt(3) == 0 ? "/" : "")
                + join(random, PARTS, 1 + random.nextInt(3))
                + (random.nextInt(3) == 0 ? "/" : "")
                + (random.nextInt(8) == 0 ? "  " : "")
                + (random.nextInt(12) == 0 ? "\r" : "");
    }

    private static String join(Random random, List<String> parts, int count) {
        return Stream.generate(() -> parts.get(random.nextInt(parts.size())))
                .limit(count)
                .collect(Collectors.joining("/"));
    }
}
