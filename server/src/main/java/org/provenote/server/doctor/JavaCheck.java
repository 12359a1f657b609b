package org.provenote.server.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.provenote.tracking.sqlite.NativeLibrary;

/** The Java that runs this, and the place where SQLite's native library goes. */
public final class JavaCheck implements Check {
    @Override
    public Finding look() {
        String java = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isWritable(temporary)) {
            return Finding.bad(java + " cannot write to its temporary folder " + temporary
                    + ", which SQLite needs: set TMPDIR to a folder that you may write to");
        }
        try {
            NativeLibrary.load();
            return Finding.good(java);
        } catch (SQLException e) {
            return Finding.bad(java + " cannot load what stores in files need. " + e.getMessage());
        }
    }
}
