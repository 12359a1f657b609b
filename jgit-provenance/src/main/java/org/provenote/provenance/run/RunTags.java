package org.provenote.provenance.run;

import java.util.Set;

/** The tags that say where a run's code is. MLflow's own where it has them, {@code mlflow.utils.mlflow_tags}. */
public final class RunTags {
    /** The notebook's path below the root when it ran, with {@code /}. */
    public static final String NOTEBOOK_PATH = "provenote.notebook.path";
    /** The commit that holds the notebook's version. */
    public static final String REVISION = "provenote.notebook.revision";
    /** The commit that holds the notebook as it was at the run's end; absent where it had not changed. */
    public static final String END_REVISION = "provenote.notebook.revision.end";
    /** The hidden ref that keeps that commit. */
    public static final String NOTEBOOK_REF = "provenote.notebook.ref";
    /** Where the version's content was taken from: {@code browser} or {@code file}. */
    public static final String CONTENT_SOURCE = "provenote.notebook.source";
    /** The same of {@link #END_REVISION}. */
    public static final String END_CONTENT_SOURCE = "provenote.notebook.source.end";
    /** Whether the notebook tells what ran, in the words of {@link org.provenote.provenance.session.SessionBadge}. */
    public static final String BADGE = "provenote.notebook.badge";
    /** What could not be captured. */
    public static final String PARTIAL = "provenote.capture.partial";

    /** The kernel that ran it. */
    public static final String KERNEL = "provenote.kernel";
    /** Which run of its kernel's session it is, from 1. */
    public static final String SESSION_RUN = "provenote.session.run";
    /** On a rerun: the run that was executed again. */
    public static final String RERUN_OF = "provenote.rerun.of";
    /** On a rerun: how it came out. */
    public static final String RERUN_VERDICT = "provenote.rerun.verdict";

    public static final String GIT_COMMIT = "mlflow.source.git.commit";
    public static final String GIT_BRANCH = "mlflow.source.git.branch";
    public static final String GIT_REPO_URL = "mlflow.source.git.repoURL";
    public static final String GIT_DIRTY = "mlflow.source.git.dirty";

    /** Those that say how the run ended: they hold no longer once it is taken up again. */
    public static final Set<String> OF_END = Set.of(END_REVISION, END_CONTENT_SOURCE, BADGE, PARTIAL, RERUN_VERDICT);

    private RunTags() {}
}
