package org.provenote.tracking.entities;

/** Whether an experiment or run is in use or in the trash. Its text is MLflow's: {@code active} or {@code deleted}. */
public enum LifecycleStage {
    ACTIVE("active"),
    DELETED("deleted");

    private final String text;

    LifecycleStage(String text) {
        this.text = text;
    }

    /** The stage that MLflow writes as {@code text}. */
    public static LifecycleStage of(String text) {
        return "deleted".equals(text) ? DELETED : ACTIVE;
    }

    @Override
    public String toString() {
        return text;
    }
}
