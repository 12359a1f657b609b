package org.provenote.server.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.provenote.tracking.sqlite.NativeLibrary;

/** The Java that runs this, its temporary folder, and SQLite's native library. */
public final class JavaCheck {
    public Finding look() {
        String java = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isWritable(temporary)) {
            return Finding.bad(java + " cannot write to its temporary folder " + temporary
                    + ", where runs' records and logged texts stand before they are stored: allow it, or name another with"
                    + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER");
        }
        try {
            NativeLibrary.load();
            return Finding.good(java);
        } catch (SQLException e) {
            return Finding.bad(java + " cannot load what stores in files need. " + e.getMessage());
        }
    }
}
