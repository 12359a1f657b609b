package org.provenote.provenance.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of a cell. A cell that ran twice is recorded twice.
 *
 * @param number from 1, in the order of execution
 * @param cellId the front end's id of the cell; empty where it sends none
 * @param source exactly as the kernel received it
 * @param duration until it ended, or until the record was made for one that still runs
 * @param error what it failed with; empty unless {@link Outcome#ERROR}
 * @param runId the run that was active when it ended, or that ended in it
 */
public record ExecutedCell(
        int number,
        Optional<String> cellId,
        String source,
        Instant start,
        Duration duration,
        Outcome outcome,
        Optional<String> error,
        Optional<String> runId) {

    /** How an execution ended. */
    public enum Outcome {
        OK,
        ERROR,
        /** It had not ended when the record was made: the run ended within it. */
        RUNNING
    }

    /** Whether a moment, which is known to the millisecond, as a cell's own are, may lie within this execution. */
    public boolean covers(Instant moment) {
        return !moment.isBefore(start.minusMillis(1))
                && !moment.isAfter(start.plus(duration).plusMillis(1));
    }

    /** Whether it is known to have ended by then. */
    public boolean hasEndedBy(Instant moment) {
        return outcome != Outcome.RUNNING && !start.plus(duration).isAfter(moment);
    }
}
