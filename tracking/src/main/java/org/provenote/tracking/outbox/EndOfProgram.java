package org.provenote.tracking.outbox;

import java.util.Arrays;
import java.util.List;
import org.provenote.tracking.entities.RunStatus;

/**
 * How this JVM comes to its end, which it tells no shutdown hook. Read from the stack of the thread that runs the hooks and
 * waits for them: a program that ends by itself came there by other methods than a signal did.
 */
final class EndOfProgram {
    private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

    /** The last thread has ended, by an exception perhaps; or the program has called {@code System.exit}. */
    private static final List<String> BY_ITSELF = List.of("java.lang.Shutdown.shutdown", "java.lang.Runtime.exit");

    private EndOfProgram() {}

    /**
     * For a shutdown hook: how runs end that the program leaves open. As in MLflow, whose {@code fluent} module ends them by
     * {@code atexit}, {@code FINISHED} where the program ends by itself; {@code KILLED} where it is told to by a signal, and
     * where that cannot be seen.
     */
    static RunStatus ofOpenRuns() {
        return Thread.getAllStackTraces().values().stream().anyMatch(EndOfProgram::endsByItself)
                ? RunStatus.FINISHED
                : RunStatus.KILLED;
    }

    private static boolean endsByItself(StackTraceElement[] stack) {
        boolean runsHooks =
                Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(HOOKS));
        return runsHooks
                && Arrays.stream(stack)
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .anyMatch(BY_ITSELF::contains);
    }
}
