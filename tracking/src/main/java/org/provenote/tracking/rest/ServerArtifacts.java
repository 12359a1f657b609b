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
import org.provenote.tracking.store.Transfer;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;

/**
 * Artifacts that the server keeps for its clients. Written through {@code mlflow-artifacts}, when the run's artifacts are
 * there, else by URLs that the server signs; read through the server from wherever it keeps them. Files are streamed both
 * ways, large ones in parts.
 */
final class ServerArtifacts implements ArtifactRepository {
    private static final String PROXY = "api/2.0/mlflow-artifacts/artifacts";
    private static final String PRESIGNED = "api/2.0/mlflow/artifacts/presigned-upload-url";
    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final Http http;
    private final RunInfo run;
    private final MultipartUpload multipart;

    ServerArtifacts(Http http, RunInfo run, MultipartUpload.Sizes sizes) {
        this.http = http;
        this.run = run;
        this.multipart = new MultipartUpload(http, sizes);
    }

    /** Through the server; or straight from a folder, when the server is this machine and says so. */
    static ArtifactRepository of(Http http, RunInfo run) {
        Optional<Path> folder = ArtifactRepositories.localFolder(run.artifactUri());
        if (folder.isPresent() && isThisMachine(http.endpoint().base())) {
            return ArtifactRepositories.local(run.artifactUri());
        }
        return new ServerArtifacts(http, run, MultipartUpload.Sizes.DEFAULT);
    }

    private static boolean isThisMachine(HttpUrl server) {
        return List.of("localhost", "127.0.0.1", "::1").contains(server.host());
    }

    @Override
    public void logFile(Path file, String artifactPath, Transfer transfer) {
        put(
                file,
                ArtifactPath.join(
                        ArtifactPath.checked(artifactPath), file.getFileName().toString()),
                transfer);
    }

    @Override
    public void logFolder(Path folder, String artifactPath, Transfer transfer) {
        String target = ArtifactPath.checked(artifactPath);
        for (Path file : filesIn(folder)) {
            String relative = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            put(file, ArtifactPath.join(target, relative), transfer);
        }
    }

    private void put(Path file, String path, Transfer transfer) {
        long size = file.toFile().length();
        FileBody body = new FileBody(file, 0, size, path, transfer, BYTES);
        if (!isProxied()) {
            http.sendElsewhere(presigned(path).put(new FileBody(file, 0, size, path, transfer, null)))
                    .close();
        } else if (!multipart.isFor(size) || !multipart.send(file, size, proxied(path), path, transfer)) {
            http.send(new Request.Builder().url(proxied(path)).put(body), Repeat.HARMLESS)
                    .close();
        }
        transfer.completed(path);
    }

    /** Straight to the storage, by a URL that the server signs: MLflow's {@code artifacts/presigned-upload-url}. */
    private Request.Builder presigned(String path) {
        try {
            JsonNode asked = Json.object().put("run_id", run.runId()).put("path", path);
            return Http.signed(http.post(PRESIGNED, asked, Repeat.HARMLESS), "presigned_url");
        } catch (MlflowException e) {
            boolean unknown =
                    e.errorCode() == ErrorCode.NOT_IMPLEMENTED || e.errorCode() == ErrorCode.ENDPOINT_NOT_FOUND;
            throw unknown ? ArtifactRepositories.elsewhere(run.artifactUri()) : e;
        }
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
    public Path download(String path, Path target, Transfer transfer) {
        return new ArtifactDownload(this, transfer).to(ArtifactPath.checked(path), target);
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
