package org.provenote.tracking.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Run;

/** What a call of the program asks of a store that may be silent: it waits a bounded time, and goes on without an answer. */
final class Questions {
    /** How long the first log call to a run that this process does not know waits for what the store says of it. */
    private static final Duration AT_FIRST_CALL = Duration.ofSeconds(2);

    private final Arrivals arrivals;
    private final Delivery delivery;
    private final String trackingUri;

    Questions(Arrivals arrivals, Delivery delivery, String trackingUri) {
        this.arrivals = arrivals;
        this.delivery = delivery;
        this.trackingUri = trackingUri;
    }

    /** What the store says of a run to a log call: nothing where it cannot say, which is no reason not to log. */
    Optional<Run> ofRun(String runId) {
        if (arrivals.isUnmade(runId)) {
            return arrivals.waiting(runId).or(() -> arrivals.draft(runId));
        }
        if (delivery.isInTrouble()) {
            return Optional.empty();
        }
        Attempt question = new Attempt(() -> arrivals.readPromptly(runId), () -> {}, Questions::onAThread);
        question.recorded();
        return awaited(question, AT_FIRST_CALL, delivery::noteFailure);
    }

    /** One of its own, which may outlast the call: a server that is silent has two minutes. */
    private static void onAThread(Runnable question) {
        Thread thread = new Thread(question, "provenote-question");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What an attempt comes to in that time; empty if that is nothing, for which nobody is to blame, and {@code failed} is told.
     *
     * @throws MlflowException if the store refuses
     */
    Optional<Run> awaited(Attempt attempt, Duration patience, Consumer<MlflowException> failed) {
        try {
            Optional<Run> answer = attempt.await(patience);
            if (answer.isEmpty()) {
                failed.accept(
                        new MlflowException(ErrorCode.TEMPORARILY_UNAVAILABLE, trackingUri + " has not answered yet"));
            }
            return answer;
        } catch (MlflowException e) {
            if (!Trouble.isNobodysFault(e)) {
                throw e;
            }
            failed.accept(e);
            return Optional.empty();
        }
    }
}
