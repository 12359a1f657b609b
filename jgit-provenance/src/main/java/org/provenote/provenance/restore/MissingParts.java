package org.provenote.provenance.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.provenote.provenance.worktree.Gaps;
import org.provenote.provenance.worktree.LeftOut;

/** What of a state was not restored as it was, in the words for the user. */
final class MissingParts {
    /** Of the files that no version holds. */
    private static final int MOST = 100;

    private final Map<String, LeftOut> leftOut = new HashMap<>();
    private final Set<String> masked;
    private final List<LeftOut> inOrder;
    private final List<String> told = new ArrayList<>();
    private final Set<String> toldOf = new HashSet<>();

    MissingParts(Gaps gaps) {
        this.inOrder = gaps.leftOut();
        inOrder.forEach(file -> leftOut.put(file.path(), file));
        this.masked = Set.copyOf(gaps.masked());
    }

    /** Why the version does not have {@code path} as it was; empty if it has. */
    Optional<String> gap(String path) {
        return masked.contains(path)
                ? Optional.of("a secret in it is masked in this version")
                : Optional.ofNullable(leftOut.get(path)).map(MissingParts::words);
    }

    void add(String path, String why) {
        told.add((path.isEmpty() ? "the top folder" : path) + ": " + why);
        toldOf.add(path);
    }

    /** The file was written, whatever the version has of it. */
    void addRestored(String path) {
        gap(path).ifPresent(why -> add(path, masked.contains(path) ? why : why + "; it is as Git has it"));
    }

    /** All of them, those that are in no version last. */
    List<String> told() {
        List<LeftOut> nowhere =
                inOrder.stream().filter(file -> !toldOf.contains(file.path())).toList();
        nowhere.stream().limit(MOST).forEach(file -> add(file.path(), words(file)));
        if (nowhere.size() > MOST) {
            told.add(nowhere.size() - MOST + " more were left out of this version");
        }
        return told;
    }

    private static String words(LeftOut file) {
        return "was left out of this version (" + file.reason() + ")";
    }
}
