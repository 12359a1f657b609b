package org.provenote.tracking.store;

import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.RunStatus;

/** What is refused at the call, before any store is asked. */
public final class Arguments {
    private Arguments() {}

    /** The argument of that name, which may not be {@code null}. */
    public static <T> T given(String name, @Nullable T argument) {
        if (argument == null) {
            throw MlflowException.invalid("Missing value for required parameter '" + name + "': it is null");
        }
        return argument;
    }

    /** The status that a run is to end with. */
    public static RunStatus ending(@Nullable RunStatus status) {
        if (status == null || !status.isTerminal()) {
            throw MlflowException.invalid("A run cannot end as " + status + "; expected FINISHED, FAILED or KILLED");
        }
        return status;
    }
}
