package org.provenote.notebook;

import org.jspecify.annotations.Nullable;

/**
 * Which threads act for the running cell: the one that evaluates it, and the kernel's own, before and after. Any other may
 * be one that an earlier cell left at work beside the cells. Thread-safe.
 */
public final class CellThreads {
    /** The method that JShell puts a snippet in. */
    private static final String SNIPPET = "do_it$";

    private volatile @Nullable Thread kernel;

    /** To be called on the kernel's thread. */
    public void onKernelThread() {
        kernel = Thread.currentThread();
    }

    /** Whether the current thread is one of them. */
    public boolean haveCurrent() {
        return Thread.currentThread() == kernel
                || StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getMethodName().equals(SNIPPET)
                                        && frame.getClassName().startsWith(UserClassPath.JSHELL_PACKAGE)));
    }
}
