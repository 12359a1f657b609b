package org.provenote.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.server.backend.Backend;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.files.WritableFile;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.TrackingStore;

/** Whether the store that would be used can be read and written. To open one that is damaged sets it aside, here as everywhere. */
public final class StoreCheck {
    private final Backend backend;

    public StoreCheck(Backend backend) {
        this.backend = backend;
    }

    public Finding look() {
        try {
            Optional<TrackingStore> store = backend.existingStore();
            return store.isPresent() ? read(store.get()) : notYet();
        } catch (MlflowException e) {
            return Finding.bad("The store cannot be used: " + e.getMessage());
        }
    }

    private static Finding read(TrackingStore store) {
        int experiments = store.everyExperiment(ExperimentSearch.all()).size();
        List<Path> damaged = setAside(store);
        if (!damaged.isEmpty()) {
            return Finding.bad("The store " + store.trackingUri()
                    + " was damaged; a new one in its place has what could be" + " read; experiments: " + experiments
                    + ". What is damaged is kept until you remove it: " + damaged);
        }
        String found = "The store " + store.trackingUri() + " can be read; experiments: " + experiments;
        return store.obstacle()
                .map(why -> Finding.bad(found + ". But nothing can be written to it: " + why))
                .orElseGet(() -> Finding.good(found));
    }

    /** What is kept of a database that was found damaged, as {@code DamagedFile} names it. */
    private static List<Path> setAside(TrackingStore store) {
        Path file = store.file().map(Path::toAbsolutePath).orElse(null);
        if (file == null) {
            return List.of();
        }
        try (Stream<Path> beside = Files.list(file.resolveSibling(""))) {
            return beside.filter(path -> path.getFileName().toString().startsWith(file.getFileName() + ".corrupt-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // a folder that may not be listed
        }
    }

    private Finding notYet() {
        Path file = backend.file().orElseThrow();
        String found = "There is no " + file.getFileName() + " yet";
        return WritableFile.obstacle(file)
                .map(why -> Finding.bad(found + ", and none can be made: " + why
                        + ". Start Jupyter in a folder of yours, or set MLFLOW_TRACKING_URI"))
                .orElseGet(() -> Finding.good(found + "; the first run makes it in " + file.getParent()));
    }
}
