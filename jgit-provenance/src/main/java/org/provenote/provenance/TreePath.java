package org.provenote.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * A path within a commit's tree: any notebook name a file system allows, and nothing that would lead out of the folder
 * it is later restored to.
 *
 * @param names from the top folder down; at least one
 */
record TreePath(List<String> names) {
    private static final ObjectChecker CHECKER = new ObjectChecker().setSafeForMacOS(true);

    /** Reads {@code path} with {@code /} between names; {@code ..}, {@code .git} and the like get a leading {@code _}. */
    static TreePath of(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(safe(name.replace('\0', '_')));
            }
        }
        return new TreePath(names.isEmpty() ? List.of("notebook.ipynb") : List.copyOf(names));
    }

    private static String safe(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        try {
            CHECKER.checkPathSegment(bytes, 0, bytes.length);
            return name;
        } catch (CorruptObjectException e) {
            return "_" + name;
        }
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
