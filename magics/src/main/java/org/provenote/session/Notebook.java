package org.provenote.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What rewritten magic lines call. One notebook runs in a kernel's process, hence the static methods. */
public final class Notebook {
    private static volatile @Nullable CellHook hook;

    private Notebook() {}

    /** Puts the hook of this process's kernel in force. */
    public static void attach(CellHook cellHook) {
        hook = cellHook;
    }

    /** Carries out {@code %mlflow arguments}, where {@link NotebookSession#VALUE} stands for each of the values. */
    public static void mlflow(String arguments, @Nullable Object... values) {
        hook().lineMagic(arguments, Arrays.asList(values));
    }

    /** Reports what was wrong with the first line of the running {@code %%mlflow} cell. */
    public static void rejectCell() {
        hook().rejectCell();
    }

    /** Begins a {@code %%mlflow} cell. */
    public static void enterCell() {
        hook().enterCell();
    }

    private static CellHook hook() {
        CellHook attached = hook;
        if (attached == null) {
            throw new MagicException("No notebook kernel runs in this process");
        }
        return attached;
    }
}
