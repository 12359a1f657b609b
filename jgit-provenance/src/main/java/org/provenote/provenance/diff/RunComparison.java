package org.provenote.provenance.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.environment.Jar;
import org.provenote.provenance.notebook.NotebookCell;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.session.SessionRecord;

/** Compares aspect after aspect. */
final class RunComparison {
    private final RunFacts before;
    private final RunFacts after;
    private final List<FileChange> files;
    private final List<Explanation> found = new ArrayList<>();

    RunComparison(RunFacts before, RunFacts after, List<FileChange> files) {
        this.before = before;
        this.after = after;
        this.files = files;
    }

    RunDiff compare() {
        Optional<NotebookDiff> notebook = both(RunFacts::notebook, NotebookDiff::of);
        Optional<NotebookDiff> executed =
                both(facts -> facts.session().map(RunComparison::asNotebook), NotebookDiff::of);
        tell(Aspect.PARAMS, MapDiff.of(before.params(), after.params()));
        notebook.ifPresent(diff -> tellCells(Aspect.NOTEBOOK, diff));
        executed.ifPresent(diff -> tellCells(Aspect.EXECUTED_CELLS, diff));
        tell(Aspect.FILES, files.stream().map(RunComparison::fileChange).toList());
        both(RunFacts::environment, this::compareEnvironments);
        both(RunFacts::commit, (old, now) -> tell(Aspect.COMMIT, MapDiff.value("commit", old, now)));
        found.sort(Comparator.comparing(Explanation::size).thenComparing(Explanation::aspect));
        return new RunDiff(found, notebook, executed, List.of());
    }

    private <T, R> Optional<R> both(Function<RunFacts, Optional<T>> fact, BiFunction<T, T, R> compare) {
        return fact.apply(before).flatMap(old -> fact.apply(after).map(now -> compare.apply(old, now)));
    }

    private boolean tell(Aspect aspect, List<Change> changes) {
        return !changes.isEmpty() && found.add(new Explanation(aspect, changes.size(), changes));
    }

    private void tellCells(Aspect aspect, NotebookDiff diff) {
        if (!diff.changed().isEmpty()) {
            List<Change> changes =
                    diff.changed().stream().map(CellWords::change).toList();
            found.add(new Explanation(aspect, diff.size(), changes));
        }
    }

    private boolean compareEnvironments(Environment old, Environment now) {
        List<Change> jdk = new ArrayList<>(
                MapDiff.value("vendor", old.jdk().vendor(), now.jdk().vendor()));
        jdk.addAll(MapDiff.value("version", old.jdk().version(), now.jdk().version()));
        jdk.addAll(MapDiff.value(
                "flags",
                String.join(" ", old.jdk().flags()),
                String.join(" ", now.jdk().flags())));
        tell(Aspect.JDK, jdk);
        tell(Aspect.KERNEL, MapDiff.value("kernel", old.kernel(), now.kernel()));
        tell(Aspect.OS, MapDiff.value("os", old.os(), now.os()));
        return tell(Aspect.JARS, MapDiff.of(versions(old), versions(now)));
    }

    /** By module; one without coordinates, and one whose version hides another content, by its checksum. */
    private static Map<String, String> versions(Environment environment) {
        BinaryOperator<String> firstOnTheClassPath = (first, second) -> first;
        return environment.jars().stream()
                .collect(Collectors.toMap(RunComparison::module, RunComparison::version, firstOnTheClassPath));
    }

    private static String module(Jar jar) {
        return jar.coordinates()
                .map(maven -> maven.groupId() + ":" + maven.artifactId()
                        + maven.classifier().map(name -> ":" + name).orElse(""))
                .orElse(jar.file());
    }

    private static String version(Jar jar) {
        String content = jar.sha256()
                .map(hash -> "sha256 " + hash.substring(0, Math.min(12, hash.length())))
                .orElse("?");
        return jar.coordinates()
                .map(maven -> maven.version() + " (" + content + ")")
                .orElse(content);
    }

    private static NotebookDocument asNotebook(SessionRecord session) {
        return new NotebookDocument(session.cells().stream()
                .map(cell -> new NotebookCell(
                        Optional.empty(), NotebookCell.Kind.CODE, cell.source(), Optional.empty(), Optional.empty()))
                .toList());
    }

    private static Change fileChange(FileChange file) {
        String was = file.kind() == FileChange.Kind.ADDED ? null : "there";
        String is = switch (file.kind()) {
            case ADDED -> "there";
            case EDITED -> "edited";
            case REMOVED -> null;
        };
        return new Change(file.path(), Optional.ofNullable(was), Optional.ofNullable(is));
    }
}
