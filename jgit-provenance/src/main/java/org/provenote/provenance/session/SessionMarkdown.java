package org.provenote.provenance.session;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.provenote.provenance.secrets.Secrets;

/** {@code session.md}. */
final class SessionMarkdown {
    private static final Pattern FENCE = Pattern.compile("`{3,}");

    private SessionMarkdown() {}

    static String write(SessionRecord session) {
        StringBuilder text = new StringBuilder("# Executed cells\n\n");
        session.notebook().ifPresent(path -> text.append(fenced("", path)).append('\n'));
        text.append("Kernel ")
                .append(oneLine(session.kernel()))
                .append(", recorded ")
                .append(session.recorded())
                .append(".\n");
        session.cells().forEach(cell -> write(cell, text));
        return text.toString();
    }

    private static void write(ExecutedCell cell, StringBuilder text) {
        text.append("\n## [").append(cell.number()).append("] ").append(cell.start());
        text.append(String.format(Locale.ROOT, ", %.3f s, ", cell.duration().toMillis() / 1000.0));
        text.append(cell.outcome());
        cell.runId().ifPresent(run -> text.append(", run ").append(oneLine(run)));
        cell.cellId().ifPresent(id -> text.append(", cell ").append(oneLine(id)));
        text.append("\n\n").append(fenced("java", Secrets.mask(cell.source())));
        cell.error().ifPresent(error -> text.append("\nfailed with\n\n").append(fenced("", Secrets.mask(error))));
    }

    /** A fence longer than any within, so that no cell can end its own block. */
    private static String fenced(String language, String content) {
        int longest = FENCE.matcher(content)
                .results()
                .map(MatchResult::group)
                .mapToInt(String::length)
                .max()
                .orElse(2);
        String fence = "`".repeat(longest + 1);
        return fence + language + "\n" + content + (content.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[^A-Za-z0-9 ._:/+-]", "_");
    }
}
