package org.provenote.provenance.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.git.BareRepository;
import org.provenote.provenance.git.GitFolder;

class TreeEditTest {
    private static final String[] NAMES = {"a", "a.b", "a-b", "b", "ü", "B", "a0"};

    @TempDir
    Path temp;

    private Repository repository;
    private ObjectInserter inserter;

    @BeforeEach
    void open() throws IOException {
        BareRepository.createIfMissing(temp.resolve("x/r.git"));
        repository = GitFolder.openBare(temp.resolve("x/r.git"));
        inserter = repository.newObjectInserter();
    }

    @AfterEach
    void close() {
        inserter.close();
        repository.close();
    }

    /** The tree as JGit's index writes it. */
    private ObjectId expected(Map<String, ObjectId> files) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        files.forEach((path, id) -> {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(id);
            builder.add(entry);
        });
        builder.finish();
        ObjectId tree = index.writeTree(inserter);
        inserter.flush();
        return tree;
    }

    @Test
    void anEditedTreeIsTheOneThatTheIndexWouldWrite() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            Map<String, ObjectId> files = new TreeMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                put(files, path(random), blob(random));
            }
            ObjectId base = expected(files);
            Map<String, TreeEdit.Entry> edits = new HashMap<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                edit(files, edits, path(random), random);
            }

            assertThat(new TreeEdit(repository.newObjectReader(), inserter).edit(base, edits))
                    .isEqualTo(expected(files));
        }
    }

    /** Keeps to what a file system can hold: no file and folder of one name. */
    private static boolean put(Map<String, ObjectId> files, String path, ObjectId id) {
        boolean clash =
                files.keySet().stream().anyMatch(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
        if (!clash) {
            files.put(path, id);
        }
        return !clash;
    }

    private void edit(Map<String, ObjectId> files, Map<String, TreeEdit.Entry> edits, String path, Random random)
            throws IOException {
        if (random.nextBoolean()) {
            files.remove(path);
            edits.put(path, TreeEdit.Entry.GONE);
            return;
        }
        ObjectId blob = blob(random);
        if (put(files, path, blob)) {
            edits.put(path, new TreeEdit.Entry(FileMode.REGULAR_FILE, blob));
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private ObjectId blob(Random random) throws IOException {
        return inserter.insert(
                Constants.OBJ_BLOB, String.valueOf(random.nextInt(5)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFolderBecomesAFileWhenAllBelowItIsGone() throws Exception {
        ObjectId blob = blob(new Random(1));
        ObjectId base = expected(Map.of("a/b/c", blob));

        assertThat(new TreeEdit(repository.newObjectReader(), inserter)
                        .edit(
                                base,
                                Map.of(
                                        "a/b/c",
                                        TreeEdit.Entry.GONE,
                                        "a",
                                        new TreeEdit.Entry(FileMode.REGULAR_FILE, blob))))
                .isEqualTo(expected(Map.of("a", blob)));
    }

    @Test
    void aFileAndAFolderOfOneNameAreRefused() throws Exception {
        TreeEdit.Entry file = new TreeEdit.Entry(FileMode.REGULAR_FILE, blob(new Random(1)));

        assertThatThrownBy(() ->
                        new TreeEdit(repository.newObjectReader(), inserter).edit(null, Map.of("a", file, "a/b", file)))
                .isInstanceOf(IOException.class);
    }
}
