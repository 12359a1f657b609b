package org.provenote.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.provenote.server.backend.Backend;
import org.provenote.server.json.Json;
import org.provenote.tracking.store.ExperimentSearch;

/** Does what the first request would wait for, on threads of its own, while nobody waits. */
final class WarmUp {
    private WarmUp() {}

    /** Loads the native library of embedded stores and the JSON classes; for the time in which the command line is read. */
    static void load() {
        beside(() -> {
            try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                Json.bytes(List.of(memory.isReadOnly()));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Opens the store, if there is one. */
    static void open(Backend backend) {
        beside(() -> backend.existingStore()
                .ifPresent(store -> Json.bytes(
                        store.searchExperiments(ExperimentSearch.all()).items())));
    }

    private static void beside(Runnable work) {
        Thread thread = new Thread(work, "warm-up");
        thread.setDaemon(true);
        // What goes wrong here goes wrong again, and is told, with the first request.
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
    }
}
