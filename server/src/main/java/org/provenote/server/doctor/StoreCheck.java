package org.provenote.server.doctor;

import java.nio.file.Files;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.TrackingStore;

/** Whether the store that would be used can be read. */
public final class StoreCheck implements Check {
    private final Backend backend;

    public StoreCheck(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Finding look() {
        try {
            Optional<TrackingStore> store = backend.existingStore();
            return store.isPresent() ? read(store.get()) : notYet();
        } catch (MlflowException e) {
            return Finding.bad("The store cannot be used: " + e.getMessage());
        }
    }

    private static Finding read(TrackingStore store) {
        int experiments =
                store.searchExperiments(ExperimentSearch.all()).items().size();
        return Finding.good("The store " + store.trackingUri() + " can be read; experiments: " + experiments);
    }

    private Finding notYet() {
        return Files.isWritable(backend.root())
                ? Finding.good("There is no mlflow.db yet; the first run makes it in " + backend.root())
                : Finding.bad("There is no mlflow.db yet, and " + backend.root()
                        + " may not be written to: start Jupyter in a folder of yours, or set MLFLOW_TRACKING_URI");
    }
}
