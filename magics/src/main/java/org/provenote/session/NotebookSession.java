package org.provenote.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.context.RunContextProvider;
import org.provenote.tracking.entities.RunStatus;

/** The life of a notebook in one kernel: it carries out magics and says what runs are surrounded by. Thread-safe. */
public interface NotebookSession extends RunContextProvider, AutoCloseable {
    /** Stands for a value in a magic's arguments. They are one line, so a user cannot have typed it. */
    char VALUE = '\n';

    /**
     * Carries out one {@code %mlflow} line.
     *
     * @param arguments what follows {@code %mlflow}, with {@link #VALUE} where each of {@code values} goes
     * @throws MagicException with one line for the user
     */
    void lineMagic(String arguments, List<@Nullable Object> values);

    /**
     * Carries out the first line of a {@code %%mlflow} cell.
     *
     * @throws MagicException with one line for the user
     */
    void cellMagic(String arguments);

    /** Called by the code of a {@code %%mlflow} cell before all else, for what can be seen from there only. */
    void cellEntered();

    /** Told before a cell runs. */
    void cellStarting(Cell cell);

    /** Told when a cell has run, while its output can still be written to. */
    void cellEnded(EndedCell cell);

    /** Ends the session's open runs with {@code status}. */
    void close(RunStatus status);

    @Override
    default void close() {
        close(RunStatus.KILLED);
    }

    /** Opens sessions; found by {@link java.util.ServiceLoader}. */
    interface Factory {
        /**
         * @param kernel the kernel of this session
         * @param earlier the cells that ran before the session was needed, oldest first
         * @param running the cell that runs now, if any
         */
        NotebookSession open(KernelPort kernel, List<EndedCell> earlier, @Nullable Cell running);
    }
}
