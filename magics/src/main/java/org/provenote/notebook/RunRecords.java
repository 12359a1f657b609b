package org.provenote.notebook;

import java.nio.charset.StandardCharsets;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.store.ArtifactRepository;

/**
 * Writes what is known of how a run came about into its artifacts, under {@code provenance/}. As texts, which are kept in memory
 * where no disk takes them.
 */
final class RunRecords {
    private final ArtifactRepository artifacts;

    private RunRecords(ArtifactRepository artifacts) {
        this.artifacts = artifacts;
    }

    static void write(ActiveRun run, SessionRecord session, Environment environment) {
        RunRecords records = new RunRecords(run.getClient().store().artifacts(run.getId()));
        records.log(RunProvenance.SESSION, json(session.toJson()));
        records.log("session.md", session.toMarkdown());
        records.log(RunProvenance.ENVIRONMENT, json(environment.toJson()));
        records.log("pom.xml", environment.toPom());
        records.log("jbang.java", environment.toJBangHeader());
    }

    private void log(String name, String text) {
        artifacts.logTextSoon(text, RunProvenance.FOLDER + "/" + name);
    }

    private static String json(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
