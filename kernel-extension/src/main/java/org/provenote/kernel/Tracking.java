package org.provenote.kernel;

import org.provenote.session.CellHook;
import org.provenote.session.KernelPort;
import org.provenote.session.Notebook;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.store.TrackingStores;

/** Puts tracking in force in a kernel's process. Nothing of the implementation is loaded before a cell needs it. */
final class Tracking {
    /**
     * Ours by single type, so that a user's import of the same name replaces it instead of clashing with it; {@code Path},
     * which artifacts are named by, on demand as in JShell itself, so that a user's own class of that name wins.
     */
    static final String IMPORTS = """
            import java.nio.file.*;
            import org.provenote.tracking.MlflowContext;
            import org.provenote.tracking.MlflowClient;
            import org.provenote.tracking.ActiveRun;
            import org.provenote.tracking.MlflowException;
            import org.provenote.tracking.entities.RunStatus;
            import org.provenote.tracking.entities.ViewType;""";

    private Tracking() {}

    /** Attaches tracking to the kernel behind {@code port} and returns the hook that follows its cells. */
    static CellHook attach(KernelPort port) {
        ClassLoader implementation = Installation.implementation();
        TrackingStores.loadFrom(implementation);
        CellHook hook = new CellHook(() -> Installation.sessions(implementation), port);
        RunContext.use(hook.session());
        Notebook.attach(hook);
        return hook;
    }
}
