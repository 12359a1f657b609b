package org.provenote.notebook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.git.Sha256;
import org.provenote.session.Cell;
import org.provenote.session.FrontEnd;
import org.provenote.session.KernelPort;

/**
 * The notebook as it is open in a browser, unsaved edits included. The kernel asks on a comm, with the hash of a secret; the
 * browser that had the cell executed puts its notebook to the Jupyter server, for messages to the kernel would wait until the
 * cell ends; with the secret the kernel fetches it there. Thread-safe.
 */
public final class OpenNotebook {
    /** The id of the comm that the labextension listens for, {@code openNotebook/question.ts}. */
    static final String COMM = "provenote.notebook";

    /** A large notebook on a busy machine; the usual answer takes a tenth of a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** For a front end that gave no answer the last time: it may be none of ours. */
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(300);
    /** Many short runs in one cell share one answer: a browser has other things to do than to send notebooks. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private final KernelPort kernel;
    private final KernelEnvironment environment;
    private final Executor beside;
    private volatile Duration patience = PATIENCE;
    private @Nullable Asked last;

    /** One question, and its answer when there is one. */
    private record Asked(Cell cell, String path, long nanoTime, CompletableFuture<Optional<byte[]>> answer) {
        boolean serves(Cell otherCell, String otherPath) {
            return cell.messageId().equals(otherCell.messageId())
                    && path.equals(otherPath)
                    && System.nanoTime() - nanoTime < FRESH.toNanos();
        }
    }

    public OpenNotebook(KernelPort kernel, KernelEnvironment environment, Executor beside) {
        this.kernel = kernel;
        this.environment = environment;
        this.beside = beside;
    }

    /**
     * The content as Jupyter would save it now; empty where no browser has the notebook open, at the latest after
     * {@link #PATIENCE}. Returns at once.
     *
     * @param running the cell that runs, if one does
     * @param path of the notebook that is meant, below Jupyter's root
     */
    synchronized CompletableFuture<Optional<byte[]>> content(@Nullable Cell running, String path) {
        Optional<FrontEnd> frontEnd = kernel.frontEnd();
        if (running == null || frontEnd.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Asked known = last;
        if (known == null || !known.serves(running, path)) {
            CompletableFuture<Optional<byte[]>> answer =
                    CompletableFuture.supplyAsync(() -> ask(frontEnd.get(), path), beside);
            known = new Asked(running, path, System.nanoTime(), answer);
            last = known;
        }
        return known.answer();
    }

    private Optional<byte[]> ask(FrontEnd frontEnd, String path) {
        Optional<JupyterServer> server = JupyterServer.of(environment);
        Optional<String> kernelId = environment.kernelId();
        if (server.isEmpty() || kernelId.isEmpty()) {
            return Optional.empty();
        }
        String secret = secret();
        frontEnd.tell(COMM, Map.of("request", Sha256.of(secret.getBytes(StandardCharsets.US_ASCII)), "path", path));
        Duration wait = patience;
        long start = System.nanoTime();
        Optional<byte[]> content = server.get().openNotebook(kernelId.get(), secret, wait);
        boolean silent = content.isEmpty() && System.nanoTime() - start >= wait.toNanos();
        patience = silent ? LITTLE_PATIENCE : PATIENCE;
        return content;
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
