package org.provenote.notebook;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's saved file. It is asked for on the thread of a cell, at the start and the end of each run, and read only when
 * it has changed since. Thread-safe.
 */
final class SavedNotebook {
    /** A file system may tell times no finer: what was written that shortly before it was read may be written again unseen. */
    private static final Duration COARSEST_TIME = Duration.ofSeconds(2);
    /** Jupyter empties the file and then writes it, which takes milliseconds. */
    private static final int ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Duration pause;
    private @Nullable Known known;

    SavedNotebook() {
        this(PAUSE);
    }

    /** {@code pause} is how long a file that is being written is left alone before it is read again. */
    SavedNotebook(Duration pause) {
        this.pause = pause;
    }

    /** What the file system says of a file, by which another content is told. */
    private record State(
            Path file,
            FileTime modified,
            long size,
            @Nullable Object key) {
        static State of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(file, now.lastModifiedTime(), now.size(), now.fileKey());
        }

        boolean isSettled() {
            return System.currentTimeMillis() - modified.toMillis() > COARSEST_TIME.toMillis();
        }
    }

    private record Known(State state, SoftReference<byte[]> content) {}

    /** The content of now; empty when it cannot be read. The array is shared: nobody writes to it. */
    synchronized Optional<byte[]> content(Path file) {
        try {
            State now = State.of(file);
            byte[] before = known != null && known.state.equals(now) ? known.content.get() : null;
            return Optional.of(before != null ? before : read(now));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Again while the file is being written. */
    private byte[] read(State before) throws IOException {
        State state = before;
        for (int attempt = 1; ; attempt++) {
            boolean settled = state.isSettled();
            byte[] content = Files.readAllBytes(state.file());
            State after = State.of(state.file());
            if (attempt == ATTEMPTS || (after.equals(state) && isWhole(content))) {
                known = settled && after.equals(state) ? new Known(state, new SoftReference<>(content)) : null;
                return content;
            }
            pause();
            state = State.of(state.file());
        }
    }

    /** JSON ends with a brace. */
    private static boolean isWhole(byte[] content) {
        int last = content.length - 1;
        while (last >= 0 && Character.isWhitespace(content[last])) {
            last--;
        }
        return last >= 0 && content[last] == '}';
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the notebook was read", e);
        }
    }
}
