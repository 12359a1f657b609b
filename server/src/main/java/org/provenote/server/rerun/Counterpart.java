package org.provenote.server.rerun;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.provenote.provenance.run.RunTags;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunTag;

/**
 * Finds, among the runs that cells made again, the one that repeats a run: that in its place among those of its session. Runs
 * that went on at the same time, as those of a parallel stream, start in any order; of them it is the one that is most alike.
 */
final class Counterpart {
    private final Run original;
    private final List<Run> again;

    /** @param again all runs that were made */
    Counterpart(Run original, List<Run> again) {
        this.original = original;
        this.again = again.stream()
                .sorted(Comparator.comparingLong(run -> run.info().startTime()))
                .toList();
    }

    Run find() {
        return original.data()
                .tag(RunTags.SESSION_RUN)
                .map(this::inPlace)
                .orElseGet(this::ofThatName)
                .or(() -> again.size() == 1 ? Optional.of(again.get(0)) : Optional.empty())
                .orElseThrow(() -> MlflowException.missing("The cells ran, and logged " + again.size()
                        + " runs; none of them is the counterpart of '"
                        + original.info().label()
                        + "'. Does the notebook log to a store that it names itself?"));
    }

    /** Of older records. */
    private Optional<Run> ofThatName() {
        return again.stream().filter(this::hasThatName).findFirst();
    }

    private Optional<Run> inPlace(String place) {
        return again.stream()
                .filter(run -> run.data().tag(RunTags.SESSION_RUN).equals(Optional.of(place)))
                .findFirst()
                .map(run -> atTheSameTimeAs(run).stream()
                        .max(Comparator.comparing(this::hasThatName)
                                .thenComparing(this::sharedParams)
                                .thenComparing(candidate -> candidate.equals(run)))
                        .orElse(run));
    }

    /** Random names are nobody's: then none has that name. */
    private boolean hasThatName(Run run) {
        return run.info().runName().equals(original.info().runName());
    }

    private int sharedParams(Run run) {
        Set<Param> shared = new HashSet<>(run.data().params());
        shared.retainAll(original.data().params());
        return shared.size();
    }

    /** The runs that overlap with {@code run}, or with one that does. A run and those nested in it keep their order. */
    private List<Run> atTheSameTimeAs(Run run) {
        List<Run> group = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (Run next : again) {
            if (!parent(next).equals(parent(run))) {
                continue;
            }
            if (next.info().startTime() >= end) {
                if (group.contains(run)) {
                    return group;
                }
                group.clear();
            }
            group.add(next);
            end = Math.max(end, end(next.info()));
        }
        return group;
    }

    private static Optional<String> parent(Run run) {
        return run.data().tag(RunTag.PARENT_RUN_ID);
    }

    private static long end(RunInfo run) {
        return run.status().isTerminal() ? run.getEndTime() : Long.MAX_VALUE;
    }
}
