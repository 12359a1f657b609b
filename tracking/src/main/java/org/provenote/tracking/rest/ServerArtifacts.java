package org.provenote.tracking.rest;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.address.ThisMachine;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.store.Pages;
import org.provenote.tracking.store.Transfer;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;

/**
 * Artifacts of a run or a logged model that the server keeps for its clients. Written as {@link ProxiedArtifacts}, when they are there, else by
 * URLs that the server signs; read through the server from wherever it keeps them, or by such URLs where it lets none through.
 */
final class ServerArtifacts extends SentArtifacts {
    private static final String PRESIGNED = "api/2.0/mlflow/artifacts/presigned-upload-url";

    private final Http http;
    private final ArtifactOwner owner;
    private final MultipartUpload.Sizes sizes;

    ServerArtifacts(Http http, ArtifactOwner owner, MultipartUpload.Sizes sizes) {
        this.http = http;
        this.owner = owner;
        this.sizes = sizes;
    }

    /** Through the server; or straight from the owner's own folder, when the server is this machine and says so. */
    static ArtifactRepository of(Http http, ArtifactOwner owner) {
        return onThisMachine(http, owner)
                .orElseGet(() -> new ServerArtifacts(http, owner, MultipartUpload.Sizes.DEFAULT));
    }

    /**
     * Artifacts of whatever run or model.
     *
     * @throws MlflowException {@code NOT_IMPLEMENTED} for those that the server does not pass on
     */
    static ArtifactRepository at(String artifactUri, Http http) {
        if (!ProxiedArtifacts.areAt(artifactUri)) {
            throw ArtifactRepositories.elsewhere(artifactUri);
        }
        return ProxiedArtifacts.at(artifactUri, http, MultipartUpload.Sizes.DEFAULT);
    }

    /** What else such a server names, {@code file:///etc} or another's folder, it is asked for itself. */
    private static Optional<ArtifactRepository> onThisMachine(Http http, ArtifactOwner owner) {
        return ArtifactRepositories.localFolder(owner.artifactUri())
                .filter(folder -> ThisMachine.isNamed(http.endpoint().base().host()))
                .flatMap(owner::artifactsIn);
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
            JsonNode asked = owner.named().put("path", path);
            return Http.signed(http.post(PRESIGNED, asked, Repeat.HARMLESS), "presigned_url");
        } catch (MlflowException e) {
            boolean unknown =
                    e.errorCode() == ErrorCode.NOT_IMPLEMENTED || e.errorCode() == ErrorCode.ENDPOINT_NOT_FOUND;
            throw unknown ? ArtifactRepositories.elsewhere(owner.artifactUri()) : e;
        }
    }

    @Override
    public List<FileInfo> list(String path) {
        String folder = ArtifactPath.checked(path);
        return Pages.of(token -> page(folder, token)).list().stream()
                // A hostile server could list what lies elsewhere.
                .peek(file -> ArtifactPath.checked(file.path()))
                .sorted(ArtifactPath.ORDER)
                .toList();
    }

    private Page<FileInfo> page(String folder, @Nullable String token) {
        HttpUrl.Builder url = owner.listing(http.endpoint(), folder);
        if (token != null) {
            url.addQueryParameter("page_token", token);
        }
        JsonNode found = http.get(url.build());
        return new Page<>(JsonFields.list(found, "files", Wire::fileInfo), NextPage.after(found, token));
    }

    @Override
    public InputStream open(String path) {
        if (isProxied()) {
            return proxied().open(path);
        }
        String file = ArtifactPath.checked(path);
        HttpUrl url = owner.file(http.endpoint(), file);
        return http.passage()
                .either(
                        () -> http.send(new Request.Builder().url(url), Repeat.HARMLESS),
                        () -> http.sendElsewhere(owner.signedFile(http, file)))
                .body()
                .byteStream();
    }

    private boolean isProxied() {
        return ProxiedArtifacts.areAt(owner.artifactUri());
    }

    private ProxiedArtifacts proxied() {
        return ProxiedArtifacts.at(owner.artifactUri(), http, sizes);
    }
}
