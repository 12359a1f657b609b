package org.provenote.provenance.worktree;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;

/** The names of what Git tracks. */
sealed interface IndexNames {
    boolean hasFile(String path);

    /** Whether something tracked is in the folder {@code path}. */
    boolean hasFolder(String path);

    /** As they are written, or without regard to case, as Git looks at them where {@code core.ignoreCase} is set. */
    static IndexNames of(DirCache index, boolean ignoreCase) {
        return ignoreCase ? InAnyCase.of(index) : new AsWritten(index);
    }

    /** Looked up in the index itself, which is sorted. */
    record AsWritten(DirCache index) implements IndexNames {
        @Override
        public boolean hasFile(String path) {
            return index.findEntry(path) >= 0;
        }

        @Override
        public boolean hasFolder(String path) {
            int at = -index.findEntry(path + "/") - 1;
            return at < index.getEntryCount()
                    && index.getEntry(at).getPathString().startsWith(path + "/");
        }
    }

    /** In lower case. */
    record InAnyCase(Set<String> files, Set<String> folders) implements IndexNames {
        static InAnyCase of(DirCache index) {
            InAnyCase names = new InAnyCase(new HashSet<>(), new HashSet<>());
            for (int i = 0; i < index.getEntryCount(); i++) {
                names.add(lower(index.getEntry(i).getPathString()));
            }
            return names;
        }

        private void add(String path) {
            files.add(path);
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                if (!folders.add(path.substring(0, slash))) {
                    return;
                }
            }
        }

        @Override
        public boolean hasFile(String path) {
            return files.contains(lower(path));
        }

        @Override
        public boolean hasFolder(String path) {
            return folders.contains(lower(path));
        }

        private static String lower(String path) {
            return path.toLowerCase(Locale.ROOT);
        }
    }
}
