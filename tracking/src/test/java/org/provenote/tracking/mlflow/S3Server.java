package org.provenote.tracking.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that speaks S3 (moto), with one bucket. */
public final class S3Server implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    public S3Server(Path folder) {
        try {
            int port = MlflowServer.freePort();
            url = "http://127.0.0.1:" + port;
            process = Python.process(folder, List.of("-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3.log").toFile())
                    .start();
            makeBucket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return url;
    }

    /** What S3 says about the bucket: {@code list-type=2} its files, {@code uploads} what was begun and not completed. */
    public String ask(String query) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url + "/bucket?" + query)))
                .body();
    }

    private void makeBucket() throws IOException {
        long giveUp = System.nanoTime() + TO_START.toNanos();
        while (true) {
            try {
                send(HttpRequest.newBuilder(URI.create(url + "/bucket")).PUT(HttpRequest.BodyPublishers.noBody()));
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > giveUp) {
                    close();
                    throw notYet;
                }
                pause();
            }
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
