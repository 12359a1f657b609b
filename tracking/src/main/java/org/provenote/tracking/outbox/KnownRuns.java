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
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.StorageException;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.RunUpdate;

/**
 * What the store would say to a log call, known without asking it each time: whether the run is there and active, and the
 * params that it has. So a second value for a param is refused at the call that brings it, not later in the background.
 */
final class KnownRuns {
    private static final int KEPT = 256;

    private final Function<String, Run> store;
    private final Function<String, Run> prompt;
    private final Map<String, Known> runs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEPT;
        }
    };

    /** {@code store} reads a run, and so does {@code prompt}, which fails at once where there is no answer. */
    KnownRuns(Function<String, Run> store, Function<String, Run> prompt) {
        this.store = store;
        this.prompt = prompt;
    }

    private static final class Known {
        /** {@code null} while the store could not be asked. */
        private @Nullable RunInfo info;

        /** As the store has it, without what waits for it; {@code null} until that is asked for. */
        private @Nullable RunInfo stored;

        private final Map<String, String> params = new HashMap<>();
    }

    /** Takes note of a run, under the id that its callers have. */
    synchronized void remember(String runId, Run run) {
        Known known = new Known();
        known.info = run.info();
        run.data().params().forEach(param -> known.params.put(param.key(), param.value()));
        runs.put(runId, known);
    }

    synchronized void forget(String runId) {
        runs.remove(runId);
    }

    synchronized void forgetAll() {
        runs.clear();
    }

    /** Throws what the store would throw for this batch, and takes note of its params. */
    synchronized void admit(String runId, Batch batch) {
        Known known = active(runId);
        for (Param param : batch.params()) {
            String logged = known.params.get(param.key());
            if (logged != null && !logged.equals(param.value())) {
                throw MlflowException.invalid("Changing param values is not allowed. Param with key='" + param.key()
                        + "' was already logged with value='" + logged + "' for run ID='" + runId
                        + "'. Attempted logging new value '" + param.value()
                        + "'. Log it under another key, or start another run (a nested one, say)");
            }
        }
        batch.params().forEach(param -> known.params.put(param.key(), param.value()));
    }

    /** The run as it will be after the update; asks the store if it must. */
    synchronized RunInfo updated(String runId, RunUpdate update) {
        Known known = active(runId);
        RunInfo before = known.info;
        if (before == null) {
            before = asked(runId).map(Run::info).orElseGet(() -> unknown(runId));
        }
        String name = update.runName();
        RunInfo after = new RunInfo(
                runId,
                name == null || name.isEmpty() ? before.runName() : name,
                before.experimentId(),
                before.userId(),
                update.status() == null ? before.status() : update.status(),
                before.startTime(),
                update.endTime() == null ? before.endTime() : update.endTime(),
                before.artifactUri(),
                before.lifecycleStage());
        known.info = after;
        return after;
    }

    /** A run that the store has not taken yet, with what is known of it here. */
    synchronized Run asLogged(Run draft) {
        Known known = runs.get(draft.info().runId());
        if (known == null || known.info == null) {
            return draft;
        }
        List<Param> params = new ArrayList<>();
        known.params.forEach((key, value) -> params.add(new Param(key, value)));
        return new Run(known.info, new RunData(List.of(), params, draft.data().tags()), null, null);
    }

    /**
     * Where the run is and what it is called; asks the store if it must.
     *
     * @throws MlflowException if that cannot be asked
     */
    RunInfo info(String runId) {
        Optional<RunInfo> known = placed(runId);
        if (known.isPresent()) {
            return known.get();
        }
        // Not under the lock, for which every log call waits.
        Run run = prompt.apply(runId);
        place(runId, run);
        return run.info();
    }

    private synchronized Optional<RunInfo> placed(String runId) {
        return Optional.ofNullable(runs.get(runId))
                .map(known -> known.stored == null ? known.info : known.stored)
                .filter(info -> !info.artifactUri().isEmpty());
    }

    /** What is known of the run stays: params among it that the store has not got yet. */
    private synchronized void place(String runId, Run run) {
        if (!runs.containsKey(runId)) {
            remember(runId, run);
        }
        runs.computeIfPresent(runId, (id, known) -> {
            known.stored = run.info();
            return known;
        });
    }

    private Optional<Run> asked(String runId) {
        try {
            return Optional.of(store.apply(runId));
        } catch (MlflowException e) {
            if (e instanceof StorageException || e.errorCode() == ErrorCode.TEMPORARILY_UNAVAILABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static RunInfo unknown(String runId) {
        return new RunInfo(runId, "", "", "", RunStatus.RUNNING, 0, null, "", LifecycleStage.ACTIVE);
    }

    private Known active(String runId) {
        Known known = runs.get(runId);
        if (known == null) {
            known = ask(runId);
        }
        RunInfo info = known.info;
        if (info != null && info.lifecycleStage() == LifecycleStage.DELETED) {
            runs.remove(runId);
            throw MlflowException.invalid(
                    "The run " + runId + " must be in the 'active' state. Current state is deleted; restore it first");
        }
        return known;
    }

    /** An unreachable store stops nobody from logging: it will be asked when it takes the record. */
    private Known ask(String runId) {
        asked(runId).ifPresentOrElse(run -> remember(runId, run), () -> runs.put(runId, new Known()));
        Known known = runs.get(runId);
        return known == null ? new Known() : known;
    }
}
