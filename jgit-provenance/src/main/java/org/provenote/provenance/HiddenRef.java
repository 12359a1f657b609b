package org.provenote.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Deadline;
import org.provenote.provenance.git.SharedRights;

/** A ref that several kernels may move at once: each builds on the tip it saw, and tries again when it was not the last. */
final class HiddenRef {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A lock is held for milliseconds; one this old was left by a killed process. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private static final int LONGEST_PAUSE_MS = 40;

    private final Repository repository;
    private final String name;

    HiddenRef(Repository repository, String name) {
        this.repository = repository;
        this.name = name;
    }

    /** Builds the commit that follows a tip, which is null at the first. */
    @FunctionalInterface
    interface Step {
        ObjectId after(@Nullable ObjectId tip) throws IOException;
    }

    /** Moves the ref one step on and returns where it is then. */
    ObjectId advance(Step step) throws IOException {
        Deadline deadline = Deadline.in(PATIENCE);
        do {
            Ref current = repository.exactRef(name);
            ObjectId tip = current == null ? null : current.getObjectId();
            ObjectId next = step.after(current == null || current.isSymbolic() ? null : tip);
            if (next.equals(tip) || moved(tip, next)) {
                return next;
            }
            pause();
        } while (!deadline.passed());
        throw new IOException("Another process has held " + name + ".lock in " + repository.getDirectory() + " for "
                + PATIENCE.toSeconds() + " s. Delete that file if no kernel is running.");
    }

    private boolean moved(@Nullable ObjectId tip, ObjectId next) throws IOException {
        // detached: somebody may have made it a symbolic ref to a branch, which is not to be moved
        RefUpdate update = repository.updateRef(name, true);
        update.setExpectedOldObjectId(tip == null ? ObjectId.zeroId() : tip);
        update.setNewObjectId(next);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        return switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {
                SharedRights.of(repository).share(name);
                yield true;
            }
            case LOCK_FAILURE -> {
                requireItsPlace();
                yield false;
            }
            default -> throw new IOException("Git refused to move " + name + ": " + result);
        };
    }

    /** A ref below or above this one, which is none of ours, locks it for good. */
    private void requireItsPlace() throws IOException {
        if (repository.getRefDatabase().isNameConflicting(name)) {
            throw new IOException("Another ref takes the place of " + name);
        }
    }

    private void pause() throws IOException {
        removeStaleLock();
        try {
            Thread.sleep(1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        }
    }

    private void removeStaleLock() throws IOException {
        Path lock = repository.getCommonDirectory().toPath().resolve(name + ".lock");
        try {
            if (Files.getLastModifiedTime(lock)
                    .toInstant()
                    .isBefore(Instant.now().minus(STALE))) {
                Files.deleteIfExists(lock);
            }
        } catch (NoSuchFileException e) {
            // released meanwhile
        }
    }
}
