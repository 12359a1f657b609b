package org.provenote.tracking.rest;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
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
 * A run's artifacts that the server keeps for its clients. Written as {@link ProxiedArtifacts}, when they are there, else by
 * URLs that the server signs; read through the server from wherever it keeps them.
 */
final class ServerArtifacts extends SentArtifacts {
    private static final String PRESIGNED = "api/2.0/mlflow/artifacts/presigned-upload-url";

    private final Http http;
    private final RunInfo run;
    private final MultipartUpload.Sizes sizes;

    ServerArtifacts(Http http, RunInfo run, MultipartUpload.Sizes sizes) {
        this.http = http;
        this.run = run;
        this.sizes = sizes;
    }

    /** Through the server; or straight from a folder, when the server is this machine and says so. */
    static ArtifactRepository of(Http http, RunInfo run) {
        return onThisMachine(http, run.artifactUri())
                .orElseGet(() -> new ServerArtifacts(http, run, MultipartUpload.Sizes.DEFAULT));
    }

    /**
     * Artifacts that belong to no run.
     *
     * @throws MlflowException {@code NOT_IMPLEMENTED} where only the server itself reaches them
     */
    static ArtifactRepository at(String artifactUri, Http http) {
        return onThisMachine(http, artifactUri).orElseGet(() -> {
            if (!ProxiedArtifacts.areAt(artifactUri)) {
                throw ArtifactRepositories.elsewhere(artifactUri);
            }
            return ProxiedArtifacts.at(artifactUri, http, MultipartUpload.Sizes.DEFAULT);
        });
    }

    private static Optional<ArtifactRepository> onThisMachine(Http http, String artifactUri) {
        boolean loopback = List.of("localhost", "127.0.0.1", "::1")
                .contains(http.endpoint().base().host());
        return ArtifactRepositories.localFolder(artifactUri)
                .filter(folder -> loopback)
                .map(folder -> ArtifactRepositories.local(artifactUri));
    }

    @Override
    void put(Path file, String path, Transfer transfer) {
        if (isProxied()) {
            proxied().put(file, path, transfer);
            return;
        }
        FileBody body = new FileBody(file, 0, file.toFile().length(), path, transfer, null);
        http.sendElsewhere(presigned(path).put(body)).close();
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
            token = NextPage.after(page, token);
        } while (token != null);
        return files.stream()
                // A hostile server could list what lies elsewhere.
                .peek(file -> ArtifactPath.checked(file.path()))
                .sorted(ArtifactPath.ORDER)
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
        if (isProxied()) {
            return proxied().open(path);
        }
        HttpUrl url = http.endpoint()
                .url("get-artifact")
                .addQueryParameter("run_id", run.runId())
                .addQueryParameter("path", ArtifactPath.checked(path))
                .build();
        return http.send(new Request.Builder().url(url), Repeat.HARMLESS).body().byteStream();
    }

    private boolean isProxied() {
        return ProxiedArtifacts.areAt(run.artifactUri());
    }

    private ProxiedArtifacts proxied() {
        return ProxiedArtifacts.at(run.artifactUri(), http, sizes);
    }
}
