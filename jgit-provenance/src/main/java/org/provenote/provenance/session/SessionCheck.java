package org.provenote.provenance.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.secrets.Secrets;
import org.provenote.provenance.session.SessionBadge.Kind;

/** Lays the executions over the saved notebook: by cell id, and by text where there is no id. */
final class SessionCheck {
    private static final int NOWHERE = -1;
    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    /** Magics that change nothing. */
    private static final Pattern LOOK =
            Pattern.compile("\\s*%mlflow(\\s+(runs|show|compare|diff|status|ui|help)\\b.*)?\\s*");

    private final List<ExecutedCell> executions;
    private final List<NotebookCell> cells;
    private final Map<String, Integer> byId = new HashMap<>();
    /** The last execution of each place in the notebook. */
    private final NavigableMap<Integer, ExecutedCell> last = new TreeMap<>();
    /** The ids, or texts, of cells that the notebook does not have. */
    private final Set<String> deleted = new HashSet<>();

    private final List<Kind> findings = new ArrayList<>();

    SessionCheck(SessionRecord session, NotebookDocument saved) {
        this.executions = session.cells();
        this.cells = saved.cells();
        for (int i = 0; i < cells.size(); i++) {
            int position = i;
            cells.get(i).id().ifPresent(id -> byId.put(id, position));
        }
    }

    List<Kind> findings() {
        follow();
        deleted.forEach(cell -> findings.add(Kind.DELETED));
        outOfOrder();
        last.forEach(this::compare);
        skipped();
        return findings;
    }

    private void follow() {
        int furthest = NOWHERE;
        for (ExecutedCell execution : executions) {
            int place = place(execution, furthest);
            if (place == NOWHERE) {
                deleted.add(execution.cellId().orElseGet(execution::source));
                continue;
            }
            furthest = Math.max(furthest, place);
            last.put(place, execution);
        }
    }

    private int place(ExecutedCell execution, int furthest) {
        Integer known = execution.cellId().map(byId::get).orElse(null);
        if (known != null) {
            return known;
        }
        // a front end's id that the notebook does not have says nothing where the notebook has no ids at all
        return execution.cellId().isPresent() && !byId.isEmpty() ? NOWHERE : byText(execution.source(), furthest);
    }

    /** The next cell of that text below where the session is, else the nearest above. */
    private int byText(String source, int furthest) {
        int above = NOWHERE;
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isCode() && same(cells.get(i).source(), source)) {
                if (i > furthest) {
                    return i;
                }
                above = i;
            }
        }
        return above;
    }

    /** From the bottom up: whatever ran after one that stands below it, as each ran last. */
    private void outOfOrder() {
        int earliestBelow = Integer.MAX_VALUE;
        for (ExecutedCell execution : last.descendingMap().values()) {
            if (!isWithoutEffect(execution.source())) {
                if (execution.number() > earliestBelow) {
                    findings.add(Kind.OUT_OF_ORDER);
                }
                earliestBelow = Math.min(earliestBelow, execution.number());
            }
        }
    }

    private void compare(int place, ExecutedCell execution) {
        if (!same(cells.get(place).source(), execution.source())) {
            findings.add(Kind.EDITED);
        }
    }

    private void skipped() {
        int furthest = last.keySet().stream().mapToInt(Integer::intValue).max().orElse(NOWHERE);
        for (int i = 0; i < furthest; i++) {
            NotebookCell cell = cells.get(i);
            if (cell.isCode() && !isWithoutEffect(cell.source()) && !last.containsKey(i)) {
                findings.add(Kind.SKIPPED);
            }
        }
    }

    /** Nothing but comments and looks at runs: whether and when it ran makes no difference. */
    private static boolean isWithoutEffect(String source) {
        return COMMENT.matcher(source)
                .replaceAll("")
                .lines()
                .allMatch(line -> line.isBlank() || LOOK.matcher(line).matches());
    }

    /** Secrets are masked in a saved version, and front ends strip a last line break. */
    private static boolean same(String one, String other) {
        return one.equals(other)
                || Secrets.mask(one).stripTrailing().equals(Secrets.mask(other).stripTrailing());
    }
}
