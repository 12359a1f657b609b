package org.provenote.notebook;

import java.util.stream.Collectors;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.TrackingUris;

/** A run of the store, as provenance looks at runs. */
public final class StoredRun {
    private StoredRun() {}

    public static RecordedRun of(Run run, MlflowClient client) {
        return new RecordedRun(
                run.info().label(),
                run.data().params().stream().collect(Collectors.toMap(Param::key, Param::value)),
                run.data().tags().stream().collect(Collectors.toMap(RunTag::key, RunTag::value)),
                TrackingUris.shownLocation(run.info().artifactUri()),
                path -> client.store().artifacts(run.info()).open(path));
    }
}
