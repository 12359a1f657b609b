package org.provenote.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A storage that speaks S3 (moto), with one bucket, which is named {@code bucket}. */
public final class S3Server implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final KeptPort port = new KeptPort();
    private final Process process;

    /** Starts one, whose log is in {@code folder}, and makes the bucket. */
    public S3Server(Path folder) throws IOException, InterruptedException {
        List<String> command = List.of("-m", "moto.server", "-H", "127.0.0.1", "-p", String.valueOf(port.number()));
        process = Python.process(folder, command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        makeBucket();
    }

    public String url() {
        return port.url();
    }

    /** What opens it to MLflow, where it is reached at {@code url}. */
    public static Map<String, String> environment(String url) {
        return Map.of(
                // From 3.18 on MLflow offers parts and signed addresses only where its operator asks for that.
                "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true",
                "MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD", "true",
                "MLFLOW_S3_ENDPOINT_URL", url,
                "AWS_ACCESS_KEY_ID", "any",
                "AWS_SECRET_ACCESS_KEY", "any",
                "AWS_DEFAULT_REGION", "us-east-1");
    }

    /** What S3 says of the bucket: {@code list-type=2} its files, {@code uploads} what was begun and not completed. */
    public String ask(String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url() + "/bucket?" + query)));
    }

    private void makeBucket() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TO_START.toNanos();
        while (true) {
            try {
                send(HttpRequest.newBuilder(URI.create(url() + "/bucket")).PUT(HttpRequest.BodyPublishers.noBody()));
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > giveUp) {
                    close();
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        port.close();
    }
}
