package org.provenote.server.artifacts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.store.RemoteServer;

/**
 * Requests for addresses in a storage, at which clients send and fetch artifacts themselves, whole or in parts. A folder has
 * none: the answer is MLflow's own for a folder, and its clients then send and fetch through the server. In front of another
 * server, that one answers.
 *
 * @param what is not supported with a folder, in the words by which MLflow's clients know
 */
public record StorageAddress(String method, String path, String what, Backend backend) implements Route {

    /** Every such route. */
    public static List<Route> all(Backend backend) {
        return List.of(
                new StorageAddress("POST", "/mlflow-artifacts/mpu/create/{path...}", "Multipart upload", backend),
                new StorageAddress("POST", "/mlflow-artifacts/mpu/complete/{path...}", "Multipart upload", backend),
                new StorageAddress("POST", "/mlflow-artifacts/mpu/abort/{path...}", "Multipart upload", backend),
                new StorageAddress("GET", "/mlflow-artifacts/presigned/{path...}", "Multipart download", backend),
                new StorageAddress("POST", "/mlflow/artifacts/presigned-upload-url", "Presigned upload", backend),
                new StorageAddress("POST", "/mlflow/artifacts/presigned-download-url", "Presigned download", backend));
    }

    @Override
    public Response answer(Request request) throws IOException {
        AskedPath.checked(request.pathParameter("path"));
        Optional<RemoteServer> server = backend.server();
        return server.isPresent()
                ? Response.of(200, "application/json", passedOn(request, server.get()))
                : Response.error(
                        ErrorCode.NOT_IMPLEMENTED, what + " is not supported for the current artifact repository");
    }

    private byte[] passedOn(Request request, RemoteServer server) throws IOException {
        String json = method.equals("GET") ? null : new String(request.bodyBytes(), StandardCharsets.UTF_8);
        return server.answer(method, request.path(), json).getBytes(StandardCharsets.UTF_8);
    }
}
