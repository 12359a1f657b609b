package org.provenote.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.store.ExperimentPlan;

/** A session that is opened when it is first asked for something. */
final class LazySession implements NotebookSession {
    private final Supplier<NotebookSession> opener;
    private volatile @Nullable NotebookSession open;

    LazySession(Supplier<NotebookSession> opener) {
        this.opener = opener;
    }

    /** Hands the session to {@code action} if it has been opened; what goes wrong there never reaches the kernel. */
    void ifOpen(Consumer<NotebookSession> action) {
        NotebookSession session = open;
        if (session != null) {
            try {
                action.accept(session);
            } catch (Throwable e) {
                System.err.println("Provenote: " + e.getMessage());
            }
        }
    }

    private NotebookSession session() {
        NotebookSession session = open;
        return session != null ? session : openOnce();
    }

    private synchronized NotebookSession openOnce() {
        NotebookSession session = open;
        if (session == null) {
            session = opener.get();
            open = session;
        }
        return session;
    }

    @Override
    public void lineMagic(String arguments, List<@Nullable Object> values) {
        session().lineMagic(arguments, values);
    }

    @Override
    public void cellMagic(String arguments) {
        session().cellMagic(arguments);
    }

    @Override
    public void cellEntered() {
        session().cellEntered();
    }

    @Override
    public void cellStarting(Cell cell) {
        session().cellStarting(cell);
    }

    @Override
    public void cellEnded(EndedCell cell) {
        session().cellEnded(cell);
    }

    @Override
    public void close(RunStatus status) {
        ifOpen(session -> session.close(status));
    }

    @Override
    public String trackingUri() {
        return session().trackingUri();
    }

    @Override
    public String experimentId(MlflowClient client) {
        return session().experimentId(client);
    }

    @Override
    public ExperimentPlan experimentPlan() {
        return session().experimentPlan();
    }

    @Override
    public Map<String, String> tags() {
        return session().tags();
    }

    @Override
    public Set<String> tagsOfEnd() {
        return session().tagsOfEnd();
    }

    @Override
    public String withoutSecrets(String key, String value) {
        return session().withoutSecrets(key, value);
    }

    @Override
    public Optional<ActiveRun> activeRun() {
        return session().activeRun();
    }

    @Override
    public Optional<ActiveRun> runInProgress(String runId) {
        NotebookSession session = open;
        return session == null ? Optional.empty() : session.runInProgress(runId);
    }

    @Override
    public void started(ActiveRun run) {
        session().started(run);
    }

    @Override
    public void ended(String runId, RunStatus status) {
        ifOpen(session -> session.ended(runId, status));
    }

    @Override
    public void endedInTrash(String runId) {
        ifOpen(session -> session.endedInTrash(runId));
    }
}
