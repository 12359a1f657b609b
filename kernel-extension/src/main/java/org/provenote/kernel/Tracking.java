package org.provenote.kernel;

import org.provenote.session.CellHook;
import org.provenote.session.KernelPort;
import org.provenote.session.Notebook;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.store.TrackingStores;

/** Puts tracking in force in a kernel's process. Nothing of the implementation is loaded before a cell needs it. */
final class Tracking {
    /** By single type, so that a user's import of the same name replaces it instead of clashing with it. */
    static final String IMPORTS = """
            import org.provenote.tracking.MlflowContext;
            import org.provenote.tracking.MlflowClient;
            import org.provenote.tracking.ActiveRun;""";

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
