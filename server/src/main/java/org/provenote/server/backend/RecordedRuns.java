package org.provenote.server.backend;

import java.util.stream.Collectors;
import org.provenote.provenance.run.RecordedRun;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingUris;

/** Runs of a store, as provenance looks at them. */
public final class RecordedRuns {
    private RecordedRuns() {}

    public static RecordedRun of(Run run, TrackingStore store, Backend backend) {
        ArtifactRepository artifacts = backend.artifacts().of(run.info(), store);
        return new RecordedRun(
                run.info().label(),
                run.data().params().stream().collect(Collectors.toMap(Param::key, Param::value)),
                run.data().tags().stream().collect(Collectors.toMap(RunTag::key, RunTag::value)),
                TrackingUris.shownLocation(run.info().artifactUri()),
                artifacts::open);
    }
}
