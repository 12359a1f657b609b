package org.provenote.magics;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.ActiveRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "artifact", description = "Log a file or folder of the run in progress.")
final class ArtifactMagic implements Runnable {
    private final SessionState session;

    @Parameters(paramLabel = "PATH")
    private Path path = Path.of("");

    @Option(names = "--to", paramLabel = "FOLDER", description = "Folder among the run's artifacts to put it in.")
    private @Nullable String folder;

    ArtifactMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        ActiveRun run = session.activeRun();
        if (folder == null) {
            run.logArtifact(path);
        } else {
            run.logArtifact(path, folder);
        }
    }
}
