package org.provenote.magics;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.provenote.notebook.NotebookLocation;
import org.provenote.notebook.StoredRun;
import org.provenote.provenance.restore.CopyName;
import org.provenote.provenance.restore.Existing;
import org.provenote.provenance.restore.FileFailure;
import org.provenote.provenance.restore.Restored;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.provenance.run.RunProvenance;
import org.provenote.provenance.run.RunTags;
import org.provenote.session.MagicException;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.entities.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Bring back a run's notebook as a copy, or its whole state in a fresh folder.")
final class RestoreMagic implements Runnable {
    private final SessionState session;

    @Parameters(paramLabel = "RUN", description = "A run's name or id.")
    private String word = "";

    @Option(names = "--to", paramLabel = "PATH", description = "The copy, or with --all the folder.")
    private @Nullable Path target;

    @Option(names = "--all", description = "The whole state, with the files that were beside the notebook.")
    private boolean all;

    @Option(names = "--replace", description = "Write over files that are there.")
    private boolean replace;

    RestoreMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        NotebookLocation here = session.location().get();
        Run run = RunFinder.find(word, tracking);
        RecordedRun recorded = StoredRun.of(run, tracking.getClient());
        RunProvenance provenance = new RunProvenance(here.root());
        Existing existing = replace ? Existing.REPLACE : Existing.REFUSE;
        Path to = target != null ? here.folder().resolve(target) : copy(run, here);
        try {
            if (all) {
                tell(provenance.restoreState(recorded, to, existing));
            } else {
                provenance.restoreNotebook(recorded, to, existing);
                session.say("The notebook of run " + run.info().label() + " is in " + to);
            }
        } catch (FileAlreadyExistsException e) {
            throw new MagicException(
                    replace
                            ? to + " is a file, and a whole state needs a folder; nothing was written. Choose another"
                                    + " place with --to"
                            : to + " is there already; nothing was written. Choose another place with --to, or add"
                                    + " --replace");
        } catch (IOException e) {
            throw new MagicException("Run " + run.info().label() + " could not be restored: " + FileFailure.inWords(e));
        }
    }

    private void tell(Restored restored) {
        session.say(
                restored.files() + " files are in " + restored.folder() + ", the notebook is " + restored.notebook());
        restored.missing().forEach(missing -> session.say("  not restored: " + missing));
    }

    /** Whoever may log the run names its notebook. */
    private Path copy(Run run, NotebookLocation here) {
        String name = name(run, here);
        try {
            return here.folder().resolve(name);
        } catch (InvalidPathException e) {
            throw new MagicException("Run " + run.info().label()
                    + " names a notebook that can be no file here; nothing was written." + " Choose a place with --to");
        }
    }

    /** After the run's own notebook, which need not be the one that restores it. */
    private String name(Run run, NotebookLocation here) {
        String notebook = run.data()
                .tag(RunTags.NOTEBOOK_PATH)
                .or(() -> here.file().map(file -> String.valueOf(file.getFileName())))
                .orElse("notebook.ipynb");
        return CopyName.of(notebook, run.info().shortId(), all, 1);
    }
}
