package org.provenote.tracking.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.Transfer;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.Wire;

/**
 * Artifacts in a folder of those that the server passes on for its clients: MLflow's {@code mlflow-artifacts}. Files are
 * streamed both ways, large ones in parts; at a server that lets none through, all go straight to its storage.
 */
final class ProxiedArtifacts extends SentArtifacts {
    private static final String SCHEME = "mlflow-artifacts:";
    private static final String PROXY = "api/2.0/mlflow-artifacts/artifacts";
    private static final String SIGNED = "api/2.0/mlflow-artifacts/presigned";
    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final Http http;
    private final String folder;
    private final MultipartUpload multipart;

    private ProxiedArtifacts(Http http, String folder, MultipartUpload.Sizes sizes) {
        this.http = http;
        this.folder = folder;
        this.multipart = new MultipartUpload(http, sizes);
    }

    static boolean areAt(String artifactUri) {
        return artifactUri.startsWith(SCHEME);
    }

    /**
     * The artifacts at an {@code mlflow-artifacts:} URI.
     *
     * @throws MlflowException {@code PERMISSION_DENIED} if it names another server, which must not get our credentials,
     *     {@code INVALID_PARAMETER_VALUE} if it leads to other places of this one
     */
    static ProxiedArtifacts at(String artifactUri, Http http, MultipartUpload.Sizes sizes) {
        URI uri = URI.create(artifactUri.replace(" ", "%20"));
        if (!http.endpoint().isAt(uri.getAuthority())) {
            throw new MlflowException(
                    ErrorCode.PERMISSION_DENIED,
                    "The artifacts at " + artifactUri + " are at another server, " + uri.getAuthority()
                            + ", which gets no credentials of "
                            + http.endpoint().trackingUri());
        }
        return new ProxiedArtifacts(http, ArtifactPath.checked(uri.getPath().replaceFirst("^/+", "")), sizes);
    }

    @Override
    void put(Path file, String path, Transfer transfer) {
        long size = file.toFile().length();
        http.passage()
                .either(
                        () -> send(file, size, path, transfer, multipart.isFor(size)),
                        () -> send(file, size, path, transfer, true));
        transfer.completed(path);
    }

    /** Whole, or in parts if that is better and the server's storage takes any; and says which. */
    private boolean send(Path file, long size, String path, Transfer transfer, boolean better) {
        boolean inParts = better && multipart.send(file, size, place(path), path, transfer);
        if (!inParts) {
            FileBody body = new FileBody(file, 0, size, path, transfer, BYTES);
            http.send(new Request.Builder().url(url(PROXY, path)).put(body), Repeat.HARMLESS)
                    .close();
        }
        return inParts;
    }

    @Override
    public void logStream(InputStream content, long length, String path) {
        if (length < 0 || http.passage().isClosed(http)) {
            // Of a body in chunks Flask behind uvicorn sees nothing, and MLflow's servers that passed artifacts on so,
            // as those before 3.17 may, stored an empty file.
            super.logStream(content, length, path);
            return;
        }
        Request.Builder request = new Request.Builder().url(url(PROXY, ArtifactPath.ofFile(path)));
        http.send(request.put(new StreamBody(content, length)), Repeat.NEVER).close();
    }

    @Override
    public void delete(String path) {
        http.send(
                        new Request.Builder()
                                .url(url(PROXY, ArtifactPath.checked(path)))
                                .delete(),
                        Repeat.HARMLESS)
                .close();
    }

    @Override
    public List<FileInfo> list(String path) {
        String listed = ArtifactPath.checked(path);
        HttpUrl url = http.endpoint()
                .url(PROXY)
                .addQueryParameter("path", ArtifactPath.join(folder, listed))
                .build();
        return JsonFields.list(http.get(url), "files", Wire::fileInfo).stream()
                .map(file -> new FileInfo(
                        // A hostile server could list what lies elsewhere.
                        ArtifactPath.checked(ArtifactPath.join(listed, file.path())), file.isDir(), file.fileSize()))
                .sorted(ArtifactPath.ORDER)
                .toList();
    }

    @Override
    public InputStream open(String path) {
        String file = ArtifactPath.checked(path);
        return http.passage()
                .either(
                        () -> http.send(new Request.Builder().url(url(PROXY, file)), Repeat.HARMLESS),
                        () -> http.sendElsewhere(Http.signed(http.get(url(SIGNED, file)), "url")))
                .body()
                .byteStream();
    }

    private HttpUrl url(String route, String path) {
        return http.endpoint().url(route, place(path)).build();
    }

    /** The folders and the name among all artifacts that the server passes on. */
    private List<String> place(String path) {
        return Arrays.stream(ArtifactPath.join(folder, path).split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** A body that can be read once only, as it comes. */
    private static final class StreamBody extends RequestBody {
        private final InputStream content;
        private final long length;
        private boolean begun;

        StreamBody(InputStream content, long length) {
            this.content = content;
            this.length = length;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public @Nullable MediaType contentType() {
            return BYTES;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            if (begun) {
                throw new IOException("it refused the file, which cannot be read again; send it once more");
            }
            begun = true;
            sink.writeAll(Okio.source(content));
        }
    }
}
