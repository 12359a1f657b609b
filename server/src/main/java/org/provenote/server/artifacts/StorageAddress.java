package org.provenote.server.artifacts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.Field;
import org.provenote.server.message.Message;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.store.RemoteServer;

/**
 * Requests for addresses in a storage, at which clients send and fetch artifacts themselves, whole or in parts. A folder has
 * none: a request that is in order gets MLflow's own answer for a folder, and its clients then send and fetch through the
 * server. In front of another server, that one answers.
 *
 * @param what is not supported with a folder, in the words by which MLflow's clients know
 * @param order refuses a request that is not in order
 */
public record StorageAddress(String method, String path, String what, Order order, Backend backend) implements Route {
    private static final String PARTS = "/mlflow-artifacts/mpu/";
    private static final String BEGIN = PARTS + "create/";

    private static final Message PART =
            Message.of(Field.int64("part_number"), Field.string("etag"), Field.string("url"));

    private static final Message CREATE = Message.of(
            Field.string("path").required().typed(), Field.int64("num_parts").typed());

    private static final Message COMPLETE = Message.of(
            Field.string("path").required().typed(),
            Field.string("upload_id").typed(),
            Field.messages("parts", PART).required());

    private static final Message ABORT = Message.of(
            Field.string("path").required().typed(), Field.string("upload_id").typed());

    /** Throws for a request that is not in order. */
    interface Order {
        void check(Request request) throws IOException;
    }

    /** Every such route. */
    public static List<Route> all(Backend backend) {
        SignedAddress signed = new SignedAddress(backend);
        return List.of(
                parts("create", CREATE, backend),
                parts("complete", COMPLETE, backend),
                parts("abort", ABORT, backend),
                new StorageAddress(
                        "GET", "/mlflow-artifacts/presigned/{path...}", "Multipart download", request -> {}, backend),
                new StorageAddress(
                        "POST", "/mlflow/artifacts/presigned-upload-url", "Presigned upload", signed::toSend, backend),
                new StorageAddress(
                        "POST",
                        "/mlflow/artifacts/presigned-download-url",
                        "Presigned download",
                        signed::toFetch,
                        backend));
    }

    private static Route parts(String step, Message message, Backend backend) {
        Order order = request -> requireFileName(message.of(request).string("path"));
        return new StorageAddress("POST", PARTS + step + "/{path...}", "Multipart upload", order, backend);
    }

    /** Of the folders before it, which MLflow's clients sent too before 3.18, its server takes no notice. */
    private static void requireFileName(String path) {
        String name = path.replaceFirst("(?s)^.*[/\\\\]", "");
        if (name.isEmpty() || AskedPath.checked(name).isEmpty()) {
            throw MlflowException.invalid("Invalid path");
        }
    }

    /** MLflow's answer of a storage that has no addresses. */
    static Response unsupported(String what) {
        return Response.error(
                ErrorCode.NOT_IMPLEMENTED, what + " is not supported for the current artifact repository");
    }

    @Override
    public Response answer(Request request) throws IOException {
        AskedPath.checked(request.pathParameter("path"));
        Optional<RemoteServer> server = backend.server();
        if (server.isPresent()) {
            return Response.of(200, "application/json", passedOn(request, server.get()));
        }
        order.check(request);
        return unsupported(what);
    }

    /** An upload that the other server has begun, with an address for each of its parts. */
    @Override
    public boolean tellsWhatItWrote() {
        return path.startsWith(BEGIN);
    }

    private byte[] passedOn(Request request, RemoteServer server) throws IOException {
        String json = method.equals("GET") ? null : new String(request.bodyBytes(), StandardCharsets.UTF_8);
        return server.answer(method, request.path(), Map.of(), json).getBytes(StandardCharsets.UTF_8);
    }
}
