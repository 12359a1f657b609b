package org.provenote.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.RunStatus;

/**
 * Follows the cells of a kernel, one at a time: rewrites magics, remembers outcomes, and opens the session only when a cell
 * needs it, so that a notebook that tracks nothing pays nothing. Nothing here throws into the kernel but a magic's error.
 */
public final class CellHook {
    private final LazySession session;
    private final List<EndedCell> executed = new ArrayList<>();
    private @Nullable Cell running;
    private @Nullable MagicException magicError;
    private volatile CellSource source = CellSource.parse("");
    private volatile boolean entered;
    private volatile boolean restarting;

    public CellHook(Supplier<NotebookSession.Factory> factory, KernelPort kernel) {
        this.session = new LazySession(() -> factory.get().open(kernel, executedCells(), running()));
    }

    /** The session of this kernel, opened when it is first used. */
    public NotebookSession session() {
        return session;
    }

    /** A cell is about to run. Returns the source that the kernel shall run in its place. */
    public String starting(Cell cell) {
        synchronized (this) {
            running = cell;
            magicError = null;
        }
        session.ifOpen(open -> open.cellStarting(cell));
        CellSource parsed = CellSource.parse(cell.source());
        source = parsed;
        return parsed.cellMagic()
                        .flatMap(magic -> beginCell(magic).or(() -> entrance(parsed.java())))
                        .map(CellHook::call)
                        .orElse("")
                + parsed.java();
    }

    /** The running cell has ended, with {@code error} or without. */
    public void ended(@Nullable String error) {
        EndedCell cell;
        synchronized (this) {
            if (running == null) {
                return;
            }
            cell = new EndedCell(running, System.currentTimeMillis(), error);
            executed.add(cell);
            running = null;
        }
        session.ifOpen(open -> open.cellEnded(cell));
    }

    /** One line to show in place of an error of that message, if it came from a magic of the running cell. */
    public Optional<String> shortened(@Nullable String errorMessage) {
        MagicException error = magicError;
        return error != null && errorMessage != null && errorMessage.contains(String.valueOf(error.getMessage()))
                ? Optional.of(String.valueOf(error.getMessage()))
                : Optional.empty();
    }

    /** A text of the kernel's about the cell that ran last, with the magics in it as the user wrote them. */
    public String asWritten(String text) {
        return source.asWritten(text);
    }

    /** The kernel was asked to end. */
    public void shuttingDown(boolean restart) {
        restarting = restart || running() != null;
    }

    /** The kernel ends: by request of an idle notebook its open runs are finished, as in Python; otherwise killed. */
    public void closed(boolean byRequest) {
        RunStatus status = byRequest && !restarting ? RunStatus.FINISHED : RunStatus.KILLED;
        session.ifOpen(open -> open.close(status));
    }

    void lineMagic(String arguments, List<@Nullable Object> values) {
        try {
            session.lineMagic(arguments, values);
        } catch (MagicException e) {
            magicError = e;
            throw trimmed(e);
        }
    }

    void rejectCell() {
        MagicException error = magicError;
        if (error != null) {
            throw trimmed(error);
        }
    }

    void enterCell() {
        session.cellEntered();
        entered = true;
    }

    /** Carries out the first line of a cell. Returns what the cell shall call to end there, if that cannot be done. */
    private Optional<String> beginCell(String arguments) {
        try {
            requireNoValues(arguments);
            session.cellMagic(arguments);
            return Optional.empty();
        } catch (Throwable e) {
            // Whatever it is: the kernel has not begun to answer, and only code that it runs can say what is wrong.
            magicError = e instanceof MagicException magic ? magic : failed(arguments, e);
            return Optional.of("rejectCell");
        }
    }

    /** A variable may be there from an earlier cell, and this one may be about to give it the value that is meant. */
    private static void requireNoValues(String arguments) {
        MagicArguments.parse(arguments).expressions().stream().findFirst().ifPresent(expression -> {
            throw new MagicException("%%mlflow run begins before its cell's code, where {" + expression
                    + "} has no value yet; log it in the cell: %mlflow param KEY {" + expression + "}");
        });
    }

    /** What the cell shall call first: a call costs some milliseconds, and a cell magic of the kernel's must stay in front. */
    private Optional<String> entrance(String java) {
        return entered || java.stripLeading().startsWith("%%") ? Optional.empty() : Optional.of("enterCell");
    }

    /** By an import, which a user's variable {@code org} does not hide. */
    private static String call(String method) {
        return "import static " + Notebook.class.getName() + "." + method + "; " + method + "();\n";
    }

    private static MagicException failed(String arguments, Throwable cause) {
        return new MagicException(
                "%%mlflow " + arguments + " failed: " + cause.toString().replaceAll("\\s*\\R\\s*", " "), cause);
    }

    private synchronized List<EndedCell> executedCells() {
        return List.copyOf(executed);
    }

    private synchronized @Nullable Cell running() {
        return running;
    }

    /** Without our own frames, should the kernel print a trace after all. */
    private static MagicException trimmed(MagicException error) {
        error.setStackTrace(Arrays.copyOf(error.getStackTrace(), 0));
        return error;
    }
}
