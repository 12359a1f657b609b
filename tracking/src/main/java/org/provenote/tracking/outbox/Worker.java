package org.provenote.tracking.outbox;

import java.io.IOException;

/**
 * A daemon thread that works step by step until it is told to stop. Whatever happens in a step, an error of the JVM or an
 * interrupt included, the next one comes.
 */
final class Worker {
    private final Work work;
    private final Thread thread;

    private Worker(String name, Work work) {
        this.work = work;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** What a worker does. All are called on its thread. */
    interface Work {
        /** Waits until there is something to do; false once it is to stop. */
        boolean awaitWork() throws InterruptedException;

        void step() throws IOException;

        /** A step, or the wait before it, came to nothing. */
        void failed(Throwable e);
    }

    static Worker started(String name, Work work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    private void run() {
        boolean going = true;
        while (going) {
            try {
                going = work.awaitWork();
                if (going) {
                    work.step();
                }
            } catch (InterruptedException e) {
                // Nobody but interrupt() means this thread by one, and awaitWork() tells.
            } catch (Throwable e) {
                tell(e);
            }
        }
    }

    private void tell(Throwable e) {
        try {
            work.failed(e);
        } catch (Throwable again) {
            // There may be no memory even to say so.
        }
    }

    /** Cuts the step short. */
    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the end of the thread: a server may hold its answer back although the step was cut short. */
    void awaitEnd(Patience patience) {
        while (thread.isAlive() && !patience.isOver()) {
            try {
                thread.join(Math.max(1, patience.left().toMillis()));
            } catch (InterruptedException e) {
                // Seen, and kept for the caller, by the patience.
                Thread.currentThread().interrupt();
            }
        }
    }
}
