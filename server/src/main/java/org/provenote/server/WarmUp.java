package org.provenote.server;

import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.AccessLog;
import org.provenote.server.http.Conversation;
import org.provenote.server.http.Door;
import org.provenote.server.http.Router;
import org.provenote.server.json.Json;
import org.provenote.tracking.sqlite.NativeLibrary;
import org.provenote.tracking.store.ExperimentSearch;

/** Does what the first request would wait for, on threads of its own, while nobody waits. */
final class WarmUp {
    private WarmUp() {}

    /** Loads what embedded stores and the first answer need; for the time in which the command line is read. */
    static void load() {
        // Before there is another thread: native code asks for classes under a lock of the JVM, which a thread may want
        // that is just opening a jar for other classes. Both would wait for ever.
        quietly(NativeLibrary::load);
        beside(() ->
                Door.rehearse(new Conversation(List.of(), new Router(List.of()), new AccessLog(System.err, false))));
    }

    /** Opens the store, if there is one. */
    static void open(Backend backend) {
        beside(() -> backend.existingStore()
                .ifPresent(store -> Json.bytes(
                        store.searchExperiments(ExperimentSearch.all()).items())));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void beside(Work work) {
        Thread thread = new Thread(() -> quietly(work), "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (Exception | Error e) {
            // What goes wrong here goes wrong again, and is told, with the first request.
        }
    }
}
