package org.provenote.provenance.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Two texts line by line, as {@code git diff --histogram} lays them against each other. */
final class LineDiff {
    private static final long PAIRS = 4_000_000;

    private final RawText before;
    private final RawText after;
    private final List<Line> lines = new ArrayList<>();

    private LineDiff(String before, String after) {
        this.before = text(before);
        this.after = text(after);
    }

    static List<Line> of(String before, String after) {
        return new LineDiff(before, after).lines();
    }

    /** How much of the longer text is in both, 0 to 1. */
    static double similarity(String before, String after) {
        List<Line> lines = of(before, after);
        long same = lines.stream().filter(line -> !line.isChange()).count();
        long removed =
                lines.stream().filter(line -> line.kind() == Line.Kind.REMOVED).count();
        long longer = Math.max(same + removed, lines.size() - removed);
        return longer == 0 ? 1 : (double) same / longer;
    }

    private List<Line> lines() {
        int at = 0;
        for (Edit edit : algorithm(before.size(), after.size()).diff(RawTextComparator.DEFAULT, before, after)) {
            add(Line.Kind.SAME, before, at, edit.getBeginA());
            add(Line.Kind.REMOVED, before, edit.getBeginA(), edit.getEndA());
            add(Line.Kind.ADDED, after, edit.getBeginB(), edit.getEndB());
            at = edit.getEndA();
        }
        add(Line.Kind.SAME, before, at, before.size());
        return List.copyOf(lines);
    }

    /**
     * For sequences of these lengths. Where each line is too common to lay one text against the other by it, Git compares all
     * pairs of lines: in long texts that would take minutes, so there such a part counts as replaced.
     */
    static HistogramDiff algorithm(int before, int after) {
        HistogramDiff algorithm = new HistogramDiff();
        if ((long) before * after > PAIRS) {
            algorithm.setFallbackAlgorithm(null);
        }
        return algorithm;
    }

    private void add(Line.Kind kind, RawText text, int from, int to) {
        for (int i = from; i < to; i++) {
            lines.add(new Line(kind, text.getString(i)));
        }
    }

    private static RawText text(String source) {
        // front ends differ on the last line break
        return new RawText(
                source.isEmpty() || source.endsWith("\n") ? source.getBytes(UTF_8) : (source + "\n").getBytes(UTF_8));
    }
}
