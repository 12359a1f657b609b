package org.provenote.tracking.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.artifacts.ArtifactDownload;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;

/**
 * Artifacts that the server keeps for its clients. Written through {@code mlflow-artifacts}, when the run's artifacts are
 * there; read through the server from wherever it keeps them. Files are streamed both ways.
 */
final class ServerArtifacts implements ArtifactRepository {
    private static final String PROXY = "api/2.0/mlflow-artifacts/artifacts";
    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final Http http;
    private final RunInfo run;

    private ServerArtifacts(Http http, RunInfo run) {
        this.http = http;
        this.run = run;
    }

    /** Through the server; or straight from a folder, when the server is this machine and says so. */
    static ArtifactRepository of(Http http, RunInfo run) {
        Optional<Path> folder = ArtifactRepositories.localFolder(run.artifactUri());
        if (folder.isPresent() && isThisMachine(http.endpoint().base())) {
            return ArtifactRepositories.local(run.artifactUri());
        }
        return new ServerArtifacts(http, run);
    }

    private static boolean isThisMachine(HttpUrl server) {
        return List.of("localhost", "127.0.0.1", "::1").contains(server.host());
    }

    @Override
    public void logFile(Path file, String artifactPath) {
        put(
                file,
                ArtifactPath.join(
                        ArtifactPath.checked(artifactPath), file.getFileName().toString()));
    }

    @Override
    public void logFolder(Path folder, String artifactPath) {
        String target = ArtifactPath.checked(artifactPath);
        for (Path file : filesIn(folder)) {
            String relative = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            put(file, ArtifactPath.join(target, relative));
        }
    }

    private void put(Path file, String path) {
        Request.Builder request =
                new Request.Builder().url(proxied(path)).put(RequestBody.create(file.toFile(), BYTES));
        http.send(request, Repeat.HARMLESS).close();
    }

    @Override
    public List<FileInfo> list(String path) {
        String folder = ArtifactPath.checked(path);
        List<FileInfo> files = new ArrayList<>();
        String token = null;
        do {
            JsonNode page = http.get(listing(folder, token));
            files.addAll(JsonFields.list(page, "files", Wire::fileInfo));
            token = JsonFields.optionalText(page, "next_page_token")
                    .filter(t -> !t.isEmpty())
                    .orElse(null);
        } while (token != null);
        return files.stream()
                // A hostile server could list what lies elsewhere.
                .peek(file -> ArtifactPath.checked(file.path()))
                .sorted(Comparator.comparing(FileInfo::path))
                .toList();
    }

    private HttpUrl listing(String folder, @Nullable String token) {
        HttpUrl.Builder url =
                http.endpoint().url("api/2.0/mlflow/artifacts/list").addQueryParameter("run_id", run.runId());
        if (!folder.isEmpty()) {
            url.addQueryParameter("path", folder);
        }
        if (token != null) {
            url.addQueryParameter("page_token", token);
        }
        return url.build();
    }

    @Override
    public InputStream open(String path) {
        Response response = http.send(new Request.Builder().url(readable(ArtifactPath.checked(path))), Repeat.HARMLESS);
        return response.body().byteStream();
    }

    @Override
    public Path download(String path, Path target) {
        return new ArtifactDownload(this).to(ArtifactPath.checked(path), target);
    }

    private HttpUrl readable(String path) {
        if (isProxied()) {
            return proxied(path);
        }
        return http.endpoint()
                .url("get-artifact")
                .addQueryParameter("run_id", run.runId())
                .addQueryParameter("path", path)
                .build();
    }

    private boolean isProxied() {
        return run.artifactUri().startsWith("mlflow-artifacts:");
    }

    private HttpUrl proxied(String path) {
        if (!isProxied()) {
            throw ArtifactRepositories.elsewhere(run.artifactUri());
        }
        URI uri = URI.create(run.artifactUri().replace(" ", "%20"));
        if (!http.endpoint().isAt(uri.getAuthority())) {
            throw new MlflowException(
                    ErrorCode.PERMISSION_DENIED,
                    "The artifacts of run " + run.runId() + " are at another server, " + uri.getAuthority()
                            + ", which gets no credentials of "
                            + http.endpoint().trackingUri());
        }
        HttpUrl.Builder url = http.endpoint().url(PROXY);
        for (String part : (uri.getPath() + "/" + path).split("/")) {
            if (!part.isEmpty()) {
                url.addPathSegment(part);
            }
        }
        return url.build();
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw MlflowException.invalid("The folder '" + folder + "' could not be read: " + e.getMessage());
        }
    }
}
