package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.provenote.tracking.artifacts.SourceFolder;

/** Tells the user once of each folder what in it is not logged with it. Thread-safe. */
final class PassedOver {
    private static final System.Logger LOG = System.getLogger("provenote");

    /** How many are named. */
    private static final int SHOWN = 5;

    private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

    private PassedOver() {}

    static void tellOf(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        if (TOLD.contains(place)) {
            return;
        }
        List<Path> passedOver = in(folder);
        if (!passedOver.isEmpty() && TOLD.add(place)) {
            String names = passedOver.stream()
                    .limit(SHOWN)
                    .map(found -> folder.relativize(found).toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
            String more = passedOver.size() > SHOWN ? " and " + (passedOver.size() - SHOWN) + " more" : "";
            say("Of the folder '" + folder + "' all is logged but what trackers keep: " + names + more
                    + ". To log a folder of these, name it itself");
        }
    }

    private static void say(String text) {
        try {
            LOG.log(System.Logger.Level.WARNING, text);
        } catch (RuntimeException e) {
            // The user's own log handler failed: no reason for a log call to.
        }
    }

    /** Where it cannot be read, who logs it says so. */
    private static List<Path> in(Path folder) {
        try {
            return SourceFolder.at(folder).passedOver();
        } catch (IOException e) {
            return List.of();
        }
    }
}
