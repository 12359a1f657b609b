package org.provenote.server.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What a program says until it ends. One that does not end in time is ended.
 *
 * @param text the beginning of its output and its errors, which it may go on to write
 * @param ended whether it ended by itself
 */
record ProgramAnswer(String text, boolean ended) {
    private static final int KEPT = 64 * 1024;
    private static final Duration STEP = Duration.ofMillis(100);

    /** @param patience how long it may take in all, after it has said what it has said */
    static ProgramAnswer of(ProcessBuilder program, Function<String, Duration> patience)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = program.redirectErrorStream(true).start();
        process.getOutputStream().close();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        // Beside it: a program with more to say than a pipe holds does not end before that is read, and what
        // it has left behind may hold the pipe open after its end.
        Thread listener = new Thread(() -> listen(process.getInputStream(), said), "doctor-listens");
        listener.setDaemon(true);
        listener.start();
        try {
            boolean ended = process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS);
            while (!ended
                    && System.nanoTime() - start < patience.apply(text(said)).toNanos()) {
                ended = process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS);
            }
            listener.join(ended ? Duration.ofSeconds(1).toMillis() : STEP.toMillis());
            return new ProgramAnswer(text(said), ended);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(ByteArrayOutputStream said) {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void listen(InputStream output, ByteArrayOutputStream said) {
        byte[] chunk = new byte[8192];
        try {
            for (int read = output.read(chunk); read >= 0; read = output.read(chunk)) {
                said.write(chunk, 0, Math.min(read, KEPT - said.size()));
            }
        } catch (IOException e) {
            // It was ended: what it has said stays.
        }
    }
}
