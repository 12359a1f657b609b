package org.provenote.tracking.rest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.Transfer;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file sent in parts, each straight to the storage behind the server by a URL that the server signed: MLflow's
 * {@code mlflow-artifacts/mpu}. A part that fails is sent again by itself. Nothing is seen of a file that is not complete.
 */
final class MultipartUpload {
    private static final String MPU = "api/2.0/mlflow-artifacts/mpu/";

    private final Http http;
    private final Sizes sizes;

    MultipartUpload(Http http, Sizes sizes) {
        this.http = http;
        this.sizes = sizes;
    }

    /**
     * @param minimum files from this many bytes on are sent in parts
     * @param part bytes of a part, at least; S3 takes none below 5 MiB but the last
     */
    record Sizes(long minimum, long part) {
        /** MLflow's client has the same parts, and 500 MiB for the minimum. */
        static final Sizes DEFAULT = new Sizes(100L << 20, 10L << 20);

        /** S3 takes 10,000 parts; the server signs them all at once. */
        private static final int MOST_PARTS = 1_000;

        /** How long each part but the last of a file of {@code size} bytes is. */
        long of(long size) {
            return Math.max(part, (size + MOST_PARTS - 1) / MOST_PARTS);
        }
    }

    /** Where a part goes. */
    private record Part(int number, Request.Builder request) {}

    private record Upload(String id, List<Part> parts) {}

    boolean isFor(long size) {
        return size >= sizes.minimum();
    }

    /**
     * Sends {@code file}.
     *
     * @param place the folders among those that the server passes on, and the name
     * @param path the same below the run's artifacts, for {@code transfer}
     * @return false where the server's storage takes no parts, and nothing was sent
     */
    boolean send(Path file, long size, List<String> place, String path, Transfer transfer) {
        List<String> folder = place.subList(0, place.size() - 1);
        String name = place.get(place.size() - 1);
        long part = sizes.of(size);
        Optional<Upload> upload = create(folder, name, (int) Math.max(1, (size + part - 1) / part));
        upload.ifPresent(begun -> {
            boolean complete = false;
            try {
                complete(folder, name, begun, sendParts(file, size, part, begun, path, transfer));
                complete = true;
            } finally {
                if (!complete) {
                    abort(folder, name, begun);
                }
            }
        });
        return upload.isPresent();
    }

    private Optional<Upload> create(List<String> folder, String name, int parts) {
        try {
            JsonNode answer = http.post(url("create", folder), body(name).put("num_parts", parts), Repeat.NEVER);
            Upload upload = new Upload(
                    JsonFields.text(answer, "upload_id"), JsonFields.list(answer, "credentials", this::part));
            if (upload.parts().size() != parts) {
                throw new MlflowException(
                        ErrorCode.INTERNAL_ERROR,
                        "The server signed " + upload.parts().size() + " parts of '" + name + "', expected " + parts);
            }
            return Optional.of(upload);
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.NOT_IMPLEMENTED || e.errorCode() == ErrorCode.ENDPOINT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Part part(JsonNode credential) {
        return new Part(credential.path("part_number").asInt(), Http.signed(credential, "url"));
    }

    private ArrayNode sendParts(Path file, long size, long length, Upload upload, String path, Transfer transfer) {
        ArrayNode sent = Json.object().putArray("parts");
        for (Part part : upload.parts()) {
            long from = (part.number() - 1) * length;
            FileBody body = new FileBody(file, from, Math.min(length, size - from), path, transfer, null);
            try (Response response = http.sendElsewhere(part.request().put(body))) {
                sent.addObject().put("part_number", part.number()).put("etag", response.header("ETag", ""));
            }
        }
        return sent;
    }

    private void complete(List<String> folder, String name, Upload upload, ArrayNode parts) {
        ObjectNode body = body(name).put("upload_id", upload.id());
        body.set("parts", parts);
        http.post(url("complete", folder), body, Repeat.NEVER);
    }

    /** Frees what the parts take in the storage. */
    private void abort(List<String> folder, String name, Upload upload) {
        // An interrupted thread sends nothing; what ends here is the transfer.
        boolean interrupted = Thread.interrupted();
        try {
            http.post(url("abort", folder), body(name).put("upload_id", upload.id()), Repeat.HARMLESS);
        } catch (MlflowException e) {
            System.getLogger("provenote")
                    .log(
                            System.Logger.Level.WARNING,
                            "Parts of '" + name + "' may be left in the storage: " + e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpUrl url(String action, List<String> folder) {
        HttpUrl.Builder url = http.endpoint().url(MPU + action);
        folder.forEach(url::addPathSegment);
        return url.build();
    }

    private static ObjectNode body(String name) {
        return Json.object().put("path", name);
    }
}
