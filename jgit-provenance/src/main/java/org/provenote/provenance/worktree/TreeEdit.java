package org.provenote.provenance.worktree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Changes a few files of a tree; only the folders on their way are read and written, however large the tree is. Names within
 * are Git's bytes, one char each, so that those of other encodings stay as they are.
 */
final class TreeEdit {
    private final ObjectReader reader;
    private final ObjectInserter inserter;

    /** A name in a tree. {@code id} is null for one that shall be gone. */
    record Entry(FileMode mode, @Nullable ObjectId id) {
        static final Entry GONE = new Entry(FileMode.MISSING, null);
    }

    TreeEdit(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** The tree {@code base}, or none, with {@code edits} by path. */
    ObjectId edit(@Nullable ObjectId base, Map<String, Entry> edits) throws IOException {
        SortedMap<String, Entry> byBytes = new TreeMap<>();
        edits.forEach((path, entry) -> byBytes.put(new String(path.getBytes(UTF_8), ISO_8859_1), entry));
        ObjectId edited = folder(base, byBytes);
        return edited == null ? inserter.insert(new TreeFormatter()) : edited;
    }

    private @Nullable ObjectId folder(@Nullable ObjectId base, SortedMap<String, Entry> edits) throws IOException {
        Map<String, Entry> entries = read(base);
        Map<String, SortedMap<String, Entry>> below = new TreeMap<>();
        for (Map.Entry<String, Entry> edit : edits.entrySet()) {
            int slash = edit.getKey().indexOf('/');
            if (slash < 0) {
                file(entries, edit.getKey(), edit.getValue());
            } else {
                below.computeIfAbsent(edit.getKey().substring(0, slash), name -> new TreeMap<>())
                        .put(edit.getKey().substring(slash + 1), edit.getValue());
            }
        }
        for (Map.Entry<String, SortedMap<String, Entry>> folder : below.entrySet()) {
            descend(entries, folder.getKey(), folder.getValue(), edits.get(folder.getKey()));
        }
        return entries.isEmpty() ? null : write(entries);
    }

    private void descend(
            Map<String, Entry> entries, String name, SortedMap<String, Entry> edits, @Nullable Entry sameName)
            throws IOException {
        boolean onlyGone = edits.values().stream().allMatch(edit -> edit.id() == null);
        boolean isFileNow = sameName != null && sameName.id() != null;
        if (isFileNow && !onlyGone) {
            throw new IOException(name + " became a folder while the work tree was captured");
        }
        Entry old = entries.get(name);
        boolean isFolder = old != null && old.mode() == FileMode.TREE;
        if (isFileNow || (onlyGone && !isFolder)) {
            return;
        }
        ObjectId edited = folder(isFolder ? old.id() : null, edits);
        put(entries, name, edited == null ? Entry.GONE : new Entry(FileMode.TREE, edited));
    }

    /** A file that is gone takes no folder of its name with it. */
    private static void file(Map<String, Entry> entries, String name, Entry edit) {
        Entry old = entries.get(name);
        if (edit.id() != null || (old != null && old.mode() != FileMode.TREE)) {
            put(entries, name, edit);
        }
    }

    private static void put(Map<String, Entry> entries, String name, Entry entry) {
        if (entry.id() == null) {
            entries.remove(name);
        } else {
            entries.put(name, entry);
        }
    }

    private Map<String, Entry> read(@Nullable ObjectId tree) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        if (tree != null) {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
            for (; !parser.eof(); parser.next()) {
                byte[] name = new byte[parser.getNameLength()];
                parser.getName(name, 0);
                entries.put(
                        new String(name, ISO_8859_1), new Entry(parser.getEntryFileMode(), parser.getEntryObjectId()));
            }
        }
        return entries;
    }

    private ObjectId write(Map<String, Entry> entries) throws IOException {
        TreeFormatter formatter = new TreeFormatter();
        // Git sorts a folder as if its name ended with a slash, by bytes
        entries.entrySet().stream()
                .sorted(Comparator.comparing(TreeEdit::sortKey, Arrays::compareUnsigned))
                .forEach(entry -> formatter.append(
                        entry.getKey().getBytes(ISO_8859_1),
                        entry.getValue().mode(),
                        Objects.requireNonNull(entry.getValue().id())));
        return inserter.insert(formatter);
    }

    private static byte[] sortKey(Map.Entry<String, Entry> entry) {
        String name = entry.getValue().mode() == FileMode.TREE ? entry.getKey() + "/" : entry.getKey();
        return name.getBytes(ISO_8859_1);
    }
}
