package org.provenote.tracking.store;

import java.util.Optional;

/**
 * How to find the experiment of a run without having asked the store: what is known of it now, so that whoever delivers
 * the run later, perhaps another process, finds or makes the experiment then.
 */
public sealed interface ExperimentPlan {

    /** The experiment of that id. */
    record WithId(String experimentId) implements ExperimentPlan {}

    /** The active experiment of that name, made if there is none. */
    record Named(String name) implements ExperimentPlan {}

    /** The experiment that another run is in, such as the one that this run is nested in. */
    record OfRun(String runId) implements ExperimentPlan {}

    /**
     * A notebook's own experiment.
     *
     * @param path the notebook's, below {@code root}, with {@code /}
     * @param id the notebook's, a UUID; empty where it has none yet
     * @param root the folder of this machine that such paths begin at
     * @param before what was known of it before its run began; empty where nothing was
     */
    record OfNotebook(String path, Optional<String> id, String root, Optional<Before> before)
            implements ExperimentPlan {}

    /**
     * A notebook as it was kept last.
     *
     * @param path where it stood: another one where it has moved since
     * @param id the one that it had, if any
     */
    record Before(String path, Optional<String> id) {}
}
