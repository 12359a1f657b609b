package org.provenote.tracking.context;

/** A run that somebody else has moved to the trash while it was in progress here, and that was to end. */
public final class LeftInTrash {
    private LeftInTrash() {}

    /** What its user is told: that it goes on nowhere, and the way back. */
    public static String inWords(String label, String runId) {
        return "Run " + label
                + " is no longer in progress, but in the trash, where its end was not recorded; %mlflow undelete "
                + runId + " or restoreRun(\"" + runId + "\") brings it back, %mlflow start --run-id " + runId
                + " or resumeRun(\"" + runId + "\") takes it up again then";
    }
}
