package org.provenote.tracking.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;

/**
 * What the records of one process, read in their order, leave open: runs that it has not ended, runs that the
 * store has not made, and the ids that it gave to those that it has. Used under its owner's lock.
 */
final class Outstanding {
    /** Of runs that belong to their process: those of a notebook, and of a program by its {@code MlflowContext}. */
    private static final Set<RunTag> OWN =
            Set.of(new RunTag(RunTag.SOURCE_TYPE, "NOTEBOOK"), new RunTag(RunTag.SOURCE_TYPE, "LOCAL"));

    private final Set<String> openRuns = new LinkedHashSet<>();
    private final Map<String, Entry.Created> unmade = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    /** Whether nobody but this process will end the run. */
    static boolean isOwn(List<RunTag> tags) {
        return tags.stream().anyMatch(OWN::contains);
    }

    void follow(Entry entry) {
        if (entry instanceof Entry.Opened || (entry instanceof Entry.Updated again && again.isResumption())) {
            openRuns.add(ids.getOrDefault(entry.runId(), entry.runId()));
        } else if (entry instanceof Entry.Updated updated && updated.isEnd()) {
            openRuns.remove(entry.runId());
            openRuns.remove(ids.getOrDefault(entry.runId(), ""));
        } else if (entry instanceof Entry.Created created && created.experiment() != null) {
            begun(created);
        } else if (entry instanceof Entry.Given given) {
            given(given);
        }
    }

    private void begun(Entry.Created created) {
        Run draft = created.draft();
        if (ids.containsKey(created.runId())) {
            return;
        }
        unmade.put(created.runId(), created);
        if (isOwn(draft.data().tags())) {
            openRuns.add(created.runId());
        }
    }

    private void given(Entry.Given given) {
        unmade.remove(given.runId());
        ids.put(given.runId(), given.id());
        if (openRuns.remove(given.runId()) && !given.id().isEmpty()) {
            openRuns.add(given.id());
        }
    }

    List<String> openRuns() {
        return List.copyOf(openRuns);
    }

    /** The runs that the store has not made, in the order in which they began. */
    List<Entry.Created> unmade() {
        return List.copyOf(unmade.values());
    }

    /** The id that the store gave to each run that began under another. */
    Map<String, String> ids() {
        return Map.copyOf(ids);
    }

    /** What a journal must say again when its delivered records are dropped. */
    List<Entry> records() {
        List<Entry> records = new ArrayList<>();
        ids.forEach((runId, id) -> records.add(new Entry.Given(runId, id)));
        openRuns.forEach(run -> records.add(new Entry.Opened(run)));
        return records;
    }
}
