package org.provenote.tracking.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Watches one transfer of artifacts, and may end it from any thread.
 *
 * <pre>{@code
 * var transfer = new Transfer(p -> System.out.println(p.path() + ": " + p.bytes() + " bytes in all"));
 * client.artifacts(runId).logFolder(folder, "model", transfer); // transfer.cancel() elsewhere ends it
 * }</pre>
 *
 * <p>A cancelled transfer, and one whose thread is interrupted, ends with a {@link CancellationException} within one piece
 * of at most 64 KiB. Files that were complete by then stay; of the others nothing is seen.
 */
public final class Transfer {
    private final Consumer<Progress> watcher;
    private volatile boolean cancelled;
    private long bytes;
    private int files;

    /**
     * How far a transfer is.
     *
     * @param path the artifact that is on its way
     * @param bytes moved so far in all files together; what had to be sent again counts again
     * @param files that are complete
     */
    public record Progress(String path, long bytes, int files) {}

    /** A transfer that nobody watches. */
    public Transfer() {
        this(progress -> {});
    }

    /** {@code watcher} is called after each piece, by the thread that moves it; it should be quick. */
    public Transfer(Consumer<Progress> watcher) {
        this.watcher = watcher;
    }

    /** Ends the transfer soon. Without effect once it is over. */
    public void cancel() {
        cancelled = true;
    }

    /** For repositories: {@code more} bytes of {@code path} were moved. */
    public void moved(String path, long more) {
        check(path);
        bytes += more;
        watcher.accept(new Progress(path, bytes, files));
    }

    /** For repositories: {@code path} is complete. */
    public void completed(String path) {
        files++;
        watcher.accept(new Progress(path, bytes, files));
    }

    /** For repositories: {@code content} whose reading counts as moving {@code path}. */
    public InputStream watching(InputStream content, String path) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                moved(path, read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                moved(path, Math.max(0, read));
                return read;
            }
        };
    }

    private void check(String path) {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new CancellationException(
                    "The transfer was cancelled at '" + path + "'; " + files + " files before it are complete");
        }
    }
}
