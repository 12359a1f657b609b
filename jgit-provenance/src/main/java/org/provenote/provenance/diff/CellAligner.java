package org.provenote.provenance.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.diff.Edit;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.diff.CellChange.Kind;
import org.provenote.provenance.notebook.NotebookCell;

/**
 * Finds which cell became which: by key in order, then by key anywhere (moved), then the alike among what is left between
 * the same neighbours (edited).
 */
final class CellAligner {
    private static final int NONE = -1;
    /** From here on two cells are one that was edited, not one removed and one added. */
    private static final double ALIKE = 0.4;
    /** Beyond so many pairs the comparison of each with each would take longer than anybody waits. */
    private static final long MOST_PAIRS = 10_000;

    private final List<NotebookCell> before;
    private final List<NotebookCell> after;
    private final CellKeys keysBefore;
    private final CellKeys keysAfter;
    private final List<Pair> pairs = new ArrayList<>();

    /** Indexes of a cell before and after; {@link #NONE} where it is not there. */
    private record Pair(int before, int after, boolean moved) {
        boolean isWhole() {
            return before != NONE && after != NONE;
        }
    }

    CellAligner(List<NotebookCell> before, List<NotebookCell> after) {
        this.before = before;
        this.after = after;
        Function<NotebookCell, String> key = CellKeys.keyFor(before, after);
        this.keysBefore = CellKeys.of(before, key);
        this.keysAfter = CellKeys.of(after, key);
    }

    List<CellChange> align() {
        int atBefore = 0;
        int atAfter = 0;
        for (Edit edit : LineDiff.algorithm(before.size(), after.size())
                .diff(new CellKeys.Comparator(), keysBefore, keysAfter)) {
            pairUp(atBefore, edit.getBeginA(), atAfter);
            between(edit);
            atBefore = edit.getEndA();
            atAfter = edit.getEndB();
        }
        pairUp(atBefore, before.size(), atAfter);
        joinMoved();
        pairs.removeIf(this::isEmptyCell);
        return pairs.stream().map(this::change).toList();
    }

    /** One that came or went: front ends add an empty cell below the last one that is run. */
    private boolean isEmptyCell(Pair pair) {
        return !pair.isWhole()
                && (pair.before == NONE ? after.get(pair.after) : before.get(pair.before))
                        .source()
                        .isBlank();
    }

    private void pairUp(int from, int to, int fromAfter) {
        for (int i = from; i < to; i++) {
            pairs.add(new Pair(i, fromAfter + i - from, false));
        }
    }

    private void between(Edit edit) {
        int a = edit.getBeginA();
        boolean comparable = (long) edit.getLengthA() * edit.getLengthB() <= MOST_PAIRS;
        for (int b = edit.getBeginB(); b < edit.getEndB(); b++) {
            int alike = comparable ? alike(a, edit.getEndA(), b) : NONE;
            if (alike != NONE) {
                removed(a, alike);
                a = alike + 1;
            }
            pairs.add(new Pair(alike, b, false));
        }
        removed(a, edit.getEndA());
    }

    private void removed(int from, int to) {
        for (int i = from; i < to; i++) {
            pairs.add(new Pair(i, NONE, false));
        }
    }

    private int alike(int from, int to, int b) {
        int best = NONE;
        double most = ALIKE;
        for (int a = from; a < to; a++) {
            if (before.get(a).kind() == after.get(b).kind() && isElsewhere(a, b)) {
                double similarity =
                        LineDiff.similarity(before.get(a).source(), after.get(b).source());
                if (similarity >= most && similarity > 0 && (best == NONE || similarity > most)) {
                    best = a;
                    most = similarity;
                }
            }
        }
        return best;
    }

    /** A cell whose id is on the other side as well is not taken for another one. */
    private boolean isElsewhere(int a, int b) {
        return !keysAfter.contains(keysBefore.get(a)) && !keysBefore.contains(keysAfter.get(b));
    }

    private void joinMoved() {
        Map<String, Deque<Pair>> gone = new HashMap<>();
        for (Pair pair : pairs) {
            if (pair.after == NONE) {
                gone.computeIfAbsent(keysBefore.get(pair.before), key -> new ArrayDeque<>())
                        .add(pair);
            }
        }
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            Pair from = pair.before == NONE ? poll(gone, keysAfter.get(pair.after)) : null;
            if (from != null) {
                pairs.set(i, new Pair(from.before, pair.after, true));
            }
        }
        Map<Integer, Boolean> placed = new HashMap<>();
        pairs.stream().filter(Pair::isWhole).forEach(pair -> placed.put(pair.before, true));
        pairs.removeIf(pair -> pair.after == NONE && placed.containsKey(pair.before));
    }

    private static @Nullable Pair poll(Map<String, Deque<Pair>> gone, String key) {
        Deque<Pair> candidates = gone.get(key);
        return candidates == null ? null : candidates.poll();
    }

    private CellChange change(Pair pair) {
        NotebookCell old = pair.before == NONE ? null : before.get(pair.before);
        NotebookCell now = pair.after == NONE ? null : after.get(pair.after);
        NotebookCell known = now == null ? Objects.requireNonNull(old) : now;
        List<Line> lines = LineDiff.of(old == null ? "" : old.source(), now == null ? "" : now.source());
        return new CellChange(
                kind(pair, lines, old, now),
                position(pair.before),
                position(pair.after),
                known.id(),
                known.kind(),
                lines,
                old != null && now != null && !old.outputs().equals(now.outputs()));
    }

    private static Kind kind(Pair pair, List<Line> lines, @Nullable NotebookCell old, @Nullable NotebookCell now) {
        if (old == null || now == null) {
            return old == null ? Kind.ADDED : Kind.REMOVED;
        }
        if (pair.moved) {
            return Kind.MOVED;
        }
        return old.kind() == now.kind() && lines.stream().noneMatch(Line::isChange) ? Kind.SAME : Kind.EDITED;
    }

    private static Optional<Integer> position(int index) {
        return index == NONE ? Optional.empty() : Optional.of(index + 1);
    }
}
