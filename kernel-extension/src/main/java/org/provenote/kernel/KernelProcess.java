package org.provenote.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.session.CellHook;

/** The process that a kernel runs in: how it is told where to connect, and how it ends. */
final class KernelProcess {
    private static final String PARENT_PID = "JPY_PARENT_PID";

    private final CellHook hook;
    private boolean closed;

    KernelProcess(CellHook hook) {
        this.hook = hook;
    }

    /** The connection file that Jupyter passes as the only argument. */
    static Path connectionFile(String[] args) {
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0]))) {
            System.err.println(
                    "Expected one argument, Jupyter's connection file. This is a Jupyter kernel: start it from"
                            + " Jupyter, or with 'jupyter console --kernel provenote-java'.");
            System.exit(2);
        }
        return Path.of(args[0]);
    }

    /**
     * A kernel that cannot start, because another program has taken one of its ports meanwhile for example, ends its process
     * instead of staying silent on the threads that it has by then: Jupyter starts it again, and says so if that does not help.
     */
    static void endUnlessStarted() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {
            System.err.println("The kernel could not start.");
            e.printStackTrace();
            System.exit(1);
        });
    }

    /** Ends open runs when the process is told to end, and the process when Jupyter is gone. */
    void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(false), "provenote-shutdown"));
        // A process id of another machine's or container's names nothing here, and then nobody is watched.
        parent(System.getenv(PARENT_PID)).ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }

    /** The kernel was asked to shut down and has: a thread that user code left running must not keep the process. */
    void exit() {
        close(true);
        System.exit(0);
    }

    /**
     * Returns once all is closed, whoever does it: Jupyter sends SIGTERM to a kernel that takes more than half of its time to
     * end, and the JVM must not stop in the middle.
     */
    private synchronized void close(boolean byRequest) {
        if (!closed) {
            closed = true;
            hook.closed(byRequest);
        }
    }

    /** The process of that id; in a container it may be the first. */
    static Optional<ProcessHandle> parent(@Nullable String told) {
        return Optional.ofNullable(told)
                .filter(pid -> pid.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .flatMap(ProcessHandle::of);
    }
}
