package org.provenote.server.remote;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.provenote.server.differential.MlflowServer;

/** A storage that speaks S3 (moto), with one bucket, which is named {@code bucket}. */
final class S3 implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final String uri;

    private S3(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    static S3 in(Path folder) throws IOException, InterruptedException {
        int port = MlflowServer.freePort();
        List<String> command =
                List.of(MlflowServer.python(), "-m", "moto.server", "-H", "127.0.0.1", "-p", String.valueOf(port));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        S3 s3 = new S3(process, "http://127.0.0.1:" + port);
        s3.makeBucket();
        return s3;
    }

    /** What opens it to MLflow. */
    Map<String, String> environment() {
        return Map.of(
                "MLFLOW_S3_ENDPOINT_URL",
                uri,
                "AWS_ACCESS_KEY_ID",
                "any",
                "AWS_SECRET_ACCESS_KEY",
                "any",
                "AWS_DEFAULT_REGION",
                "us-east-1");
    }

    /** What S3 says of the bucket: {@code list-type=2} its files, {@code uploads} what was begun and not completed. */
    String ask(String query) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(uri + "/bucket?" + query))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private void makeBucket() throws IOException, InterruptedException {
        HttpRequest make = HttpRequest.newBuilder(URI.create(uri + "/bucket"))
                .PUT(BodyPublishers.noBody())
                .build();
        while (process.isAlive()) {
            try {
                HTTP.send(make, BodyHandlers.ofString());
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("moto.server has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
