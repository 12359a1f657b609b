package org.provenote.tracking.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.validation.Validation;

/**
 * What the store would say to a log call, known without asking it each time: whether the run is there and active, and the
 * params that it has. So a second value for a param is refused at the call that brings it, not later in the background.
 * Thread-safe: while the store is asked about one run, only calls for that run wait.
 */
final class KnownRuns {
    private static final int KEPT = 256;

    private final Function<String, Optional<Run>> store;
    private final Function<String, Run> prompt;
    private final Map<String, Known> runs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * {@code store} reads a run for a log call, and is empty where that cannot be asked now; so does {@code prompt}, which fails
     * at once where there is no answer.
     */
    KnownRuns(Function<String, Optional<Run>> store, Function<String, Run> prompt) {
        this.store = store;
        this.prompt = prompt;
    }

    /** One run. All but what is volatile is used under its own lock, which is held while the store is asked about it. */
    private static final class Known {
        /** Whether the store was asked, or need not be. */
        private boolean settled;

        /** {@code null} while the store could not be asked. */
        private volatile @Nullable RunInfo info;

        /** As the store has it, without what waits for it; {@code null} until that is asked for. */
        private volatile @Nullable RunInfo stored;

        private final Map<String, String> params = new HashMap<>();

        Known() {}

        Known(Run run) {
            settle(run);
        }

        void settle(Run run) {
            info = run.info();
            run.data().params().forEach(param -> params.put(param.key(), param.value()));
            settled = true;
        }
    }

    /** Takes note of a run, under the id that its callers have. */
    synchronized void remember(String runId, Run run) {
        runs.put(runId, new Known(run));
    }

    synchronized void forget(String runId) {
        runs.remove(runId);
    }

    synchronized void forgetAll() {
        runs.clear();
    }

    private synchronized Known known(String runId) {
        return runs.computeIfAbsent(runId, id -> new Known());
    }

    private synchronized @Nullable Known ifKnown(String runId) {
        return runs.get(runId);
    }

    private synchronized void forget(String runId, Known known) {
        runs.remove(runId, known);
    }

    /** Throws what the store would throw for this batch, and takes note of its params. */
    void admit(String runId, Batch batch) {
        Known known = known(runId);
        synchronized (known) {
            requireActive(runId, known);
            for (Param param : batch.params()) {
                Validation.sameParam(runId, param, known.params.get(param.key()));
            }
            batch.params().forEach(param -> known.params.put(param.key(), param.value()));
        }
    }

    /** The run as it will be after the update; asks the store if it must. */
    RunInfo updated(String runId, RunUpdate update) {
        Known known = known(runId);
        synchronized (known) {
            requireActive(runId, known);
            RunInfo before = known.info;
            if (before == null) {
                before = store.apply(runId).map(Run::info).orElseGet(() -> unknown(runId));
            }
            RunInfo after = after(runId, before, update);
            known.info = after;
            return after;
        }
    }

    private static RunInfo after(String runId, RunInfo before, RunUpdate update) {
        String name = update.runName();
        return new RunInfo(
                runId,
                name == null || name.isEmpty() ? before.runName() : name,
                before.experimentId(),
                before.userId(),
                update.status() == null ? before.status() : update.status(),
                before.startTime(),
                update.endTime() == null ? before.endTime() : update.endTime(),
                before.artifactUri(),
                before.lifecycleStage());
    }

    /** A run that the store has not taken yet, with what is known of it here. */
    Run asLogged(Run draft) {
        Known known = ifKnown(draft.info().runId());
        RunInfo info = known == null ? null : known.info;
        if (known == null || info == null) {
            return draft;
        }
        List<Param> params = new ArrayList<>();
        synchronized (known) {
            known.params.forEach((key, value) -> params.add(new Param(key, value)));
        }
        return new Run(info, new RunData(List.of(), params, draft.data().tags()), null, null);
    }

    /**
     * Where the run is and what it is called; asks the store if it must.
     *
     * @throws MlflowException if that cannot be asked
     */
    RunInfo info(String runId) {
        return placed(runId).orElseGet(() -> place(runId, prompt.apply(runId)));
    }

    /** Without the run's lock: it is not for who asks promptly to wait until the store has answered somebody else. */
    private Optional<RunInfo> placed(String runId) {
        return Optional.ofNullable(ifKnown(runId))
                .map(known -> known.stored == null ? known.info : known.stored)
                .filter(info -> !info.artifactUri().isEmpty());
    }

    /** What is known of the run stays: params among it that the store has not got yet. */
    private synchronized RunInfo place(String runId, Run run) {
        runs.computeIfAbsent(runId, id -> new Known(run)).stored = run.info();
        return run.info();
    }

    private static RunInfo unknown(String runId) {
        return new RunInfo(runId, "", "", "", RunStatus.RUNNING, 0, null, "", LifecycleStage.ACTIVE);
    }

    /** An unreachable store stops nobody from logging: it will be asked when it takes the record. */
    private void requireActive(String runId, Known known) {
        try {
            if (!known.settled) {
                store.apply(runId).ifPresent(known::settle);
                known.settled = true;
            }
        } catch (MlflowException e) {
            forget(runId, known);
            throw e;
        }
        RunInfo info = known.info;
        if (info != null && info.lifecycleStage() == LifecycleStage.DELETED) {
            forget(runId, known);
            throw Validation.deletedRun(runId);
        }
    }
}
