package org.provenote.server;

import org.provenote.server.options.CannotStart;

/** The process that started this one and whose end is ours: a JVM left behind would hold its port and memory for ever. */
final class Parent {
    private Parent() {}

    /** Ends this process with that one, at once if it is gone already. */
    static void endWith(long pid) {
        ProcessHandle.of(pid)
                .orElseThrow(() -> new CannotStart("the parent process " + pid + " has ended already"))
                .onExit()
                .thenRun(() -> System.exit(0));
    }
}
