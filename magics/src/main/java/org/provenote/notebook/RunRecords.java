package org.provenote.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.files.TemporaryFolder;

/** Writes what is known of how a run came about into its artifacts, under {@code provenance/}. */
final class RunRecords {
    private RunRecords() {}

    static void write(ActiveRun run, SessionRecord session, Environment environment) throws IOException {
        try (TemporaryFolder temporary = TemporaryFolder.named("provenance")) {
            Path folder = temporary.path();
            Files.write(folder.resolve(RunProvenance.SESSION), session.toJson());
            Files.writeString(folder.resolve("session.md"), session.toMarkdown());
            Files.write(folder.resolve(RunProvenance.ENVIRONMENT), environment.toJson());
            Files.writeString(folder.resolve("pom.xml"), environment.toPom());
            Files.writeString(folder.resolve("jbang.java"), environment.toJBangHeader());
            run.getClient().store().artifacts(run.getId()).logFolderSoon(folder, RunProvenance.FOLDER);
        }
    }
}
