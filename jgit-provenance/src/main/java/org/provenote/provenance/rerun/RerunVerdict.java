package org.provenote.provenance.rerun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * How a rerun came out.
 *
 * @param overall the worst of the run's end and all params and metrics
 * @param tolerance that metrics were compared with
 * @param status whether it finished or failed again; empty where one of the two was ended from outside, which its cells do not tell
 * @param first the first cell that came out differently; empty when none did or it is not known
 */
public record RerunVerdict(
        Sameness overall,
        Tolerance tolerance,
        Optional<ValueVerdict> status,
        List<ValueVerdict> params,
        List<ValueVerdict> metrics,
        Optional<FirstDifference> first) {
    public RerunVerdict {
        params = List.copyOf(params);
        metrics = List.copyOf(metrics);
    }

    /**
     * What is compared of a run.
     *
     * @param status by MLflow's name; empty where it was not the run's own process that ended it
     */
    public record Values(Optional<String> status, Map<String, String> params, Map<String, Double> metrics) {}

    /** How a run ends by what its cells do. */
    private static final Set<String> ENDS = Set.of("FINISHED", "FAILED");

    public static RerunVerdict of(Values original, Values again, Tolerance tolerance) {
        Optional<ValueVerdict> status = status(original.status, again.status);
        List<ValueVerdict> params = compare(original.params, again.params, RerunVerdict::sameText);
        List<ValueVerdict> metrics = compare(original.metrics, again.metrics, tolerance::compare);
        Sameness overall = Stream.of(status.stream(), params.stream(), metrics.stream())
                .flatMap(verdicts -> verdicts)
                .map(ValueVerdict::sameness)
                .max(Comparator.naturalOrder())
                .orElse(Sameness.IDENTICAL);
        return new RerunVerdict(overall, tolerance, status, params, metrics, Optional.empty());
    }

    /** This verdict with the first cell that came out differently. */
    public RerunVerdict withFirst(Optional<FirstDifference> found) {
        return new RerunVerdict(overall, tolerance, status, params, metrics, found);
    }

    /** Whether the run ended as then, and every param and metric came out again, within the tolerance. */
    public boolean repeats() {
        return overall == Sameness.IDENTICAL || overall == Sameness.WITHIN_TOLERANCE;
    }

    /** Whether one of the two finished and the other failed. */
    public boolean endsOtherwise() {
        return status.filter(end -> end.sameness() != Sameness.IDENTICAL).isPresent();
    }

    private static Optional<ValueVerdict> status(Optional<String> original, Optional<String> again) {
        return original.filter(ENDS::contains)
                .flatMap(then -> again.filter(ENDS::contains)
                        .map(now -> new ValueVerdict("status", original, again, sameText(then, now))));
    }

    private static <T> List<ValueVerdict> compare(
            Map<String, T> original, Map<String, T> again, BiFunction<T, T, Sameness> compare) {
        SortedSet<String> names = new TreeSet<>(original.keySet());
        names.addAll(again.keySet());
        List<ValueVerdict> verdicts = new ArrayList<>();
        for (String name : names) {
            Optional<T> old = Optional.ofNullable(original.get(name));
            Optional<T> now = Optional.ofNullable(again.get(name));
            Sameness sameness = old.isEmpty()
                    ? Sameness.NEW
                    : now.map(value -> compare.apply(old.get(), value)).orElse(Sameness.MISSING);
            verdicts.add(new ValueVerdict(name, old.map(Objects::toString), now.map(Objects::toString), sameness));
        }
        return verdicts;
    }

    private static Sameness sameText(String original, String again) {
        return original.equals(again) ? Sameness.IDENTICAL : Sameness.DIFFERS;
    }
}
