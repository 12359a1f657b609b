package org.provenote.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.provenote.server.json.Json;

/** Loads what the first request would wait for, the store's native library and the JSON classes, while the command line is read. */
final class WarmUp {
    private WarmUp() {}

    static void beside() {
        Thread thread = new Thread(WarmUp::load, "warm-up");
        thread.setDaemon(true);
        // What goes wrong here goes wrong again, and is told, with the first request.
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
    }

    private static void load() {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Json.bytes(List.of(memory.isReadOnly()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
