package org.provenote.server.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Java that runs this, and the place where SQLite's native library goes. */
public final class JavaCheck implements Check {
    @Override
    public Finding look() {
        String java = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return Files.isWritable(temporary)
                ? Finding.good(java)
                : Finding.bad(java + " cannot write to its temporary folder " + temporary
                        + ", which SQLite needs: set TMPDIR to a folder that you may write to");
    }
}
