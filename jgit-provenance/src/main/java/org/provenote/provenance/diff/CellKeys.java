package org.provenote.provenance.diff;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;
import org.provenote.provenance.notebook.NotebookCell;

/** Cells as a sequence of keys: their ids where the two notebooks share some, else kind and text. */
final class CellKeys extends Sequence {
    private final List<String> keys;
    private final Set<String> all;

    private CellKeys(List<String> keys) {
        this.keys = keys;
        this.all = Set.copyOf(keys);
    }

    static Function<NotebookCell, String> keyFor(List<NotebookCell> before, List<NotebookCell> after) {
        Set<String> shared = ids(before);
        shared.retainAll(ids(after));
        return shared.isEmpty()
                ? CellKeys::text
                : cell -> cell.id().map(id -> "#" + id).orElseGet(() -> text(cell));
    }

    static CellKeys of(List<NotebookCell> cells, Function<NotebookCell, String> key) {
        return new CellKeys(cells.stream().map(key).toList());
    }

    private static Set<String> ids(List<NotebookCell> cells) {
        return cells.stream().flatMap(cell -> cell.id().stream()).collect(Collectors.toCollection(HashSet::new));
    }

    private static String text(NotebookCell cell) {
        return cell.kind() + cell.source();
    }

    String get(int index) {
        return keys.get(index);
    }

    boolean contains(String key) {
        return all.contains(key);
    }

    @Override
    public int size() {
        return keys.size();
    }

    /** Equal keys are equal cells. */
    static final class Comparator extends SequenceComparator<CellKeys> {
        @Override
        public boolean equals(CellKeys a, int ai, CellKeys b, int bi) {
            return a.keys.get(ai).equals(b.keys.get(bi));
        }

        @Override
        public int hash(CellKeys sequence, int index) {
            return sequence.keys.get(index).hashCode();
        }
    }
}
