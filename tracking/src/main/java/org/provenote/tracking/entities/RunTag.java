package org.provenote.tracking.entities;

/** A tag of a run: may be changed and deleted at any time. The keys are those of {@code mlflow.utils.mlflow_tags}. */
public record RunTag(String key, String value) {
    /** The run's name, which stands in its info too. */
    public static final String RUN_NAME = "mlflow.runName";
    /** The id of the run that this one is a part of. */
    public static final String PARENT_RUN_ID = "mlflow.parentRunId";
    /** Who started it. */
    public static final String USER = "mlflow.user";
    /** The notebook or program that started it. */
    public static final String SOURCE_NAME = "mlflow.source.name";
    /** What that is, such as {@code NOTEBOOK}. */
    public static final String SOURCE_TYPE = "mlflow.source.type";
    /** On a run of a server: the id that it began under, before the server gave it its own. */
    public static final String PROVISIONAL_ID = "provenote.run.provisionalId";

    public String getKey() {
        return key;
    }

    public String getValue() {
        return value;
    }
}
