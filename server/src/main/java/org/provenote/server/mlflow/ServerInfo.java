package org.provenote.server.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.json.Json;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.store.RemoteServer;

/**
 * {@code GET /mlflow/server-info}: what this server can do besides; MLflow's {@code build_server_info_payload}. Its web UI, which
 * asks under {@code /ajax-api}, is offered no address in a storage: the policy of our pages lets them speak to this server only.
 */
public final class ServerInfo implements Route {
    /** What can be asked for; whether the storage of a run has it, the answer tells. */
    private static final Map<String, Boolean> OF_A_FOLDER = Map.of(
            "presigned_upload_run_id_supported", true,
            "presigned_upload_model_id_supported", true,
            "artifact_serving_enabled", true);

    private static final String MODEL_FILES = "model_artifact_presigned_downloads_supported";

    private static final Map<String, Boolean> OF_PAGES = Map.of("artifact_serving_enabled", true);

    private final Backend backend;

    public ServerInfo(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow/server-info";
    }

    @Override
    public Response answer(Request request) {
        Map<?, ?> theirs = request.path().startsWith("/ajax-api/")
                ? OF_PAGES
                : backend.server().<Map<?, ?>>map(ServerInfo::of).orElse(OF_A_FOLDER);
        return Response.json(new Info(
                "SqlStore",
                false,
                false,
                can(theirs, "multipart_uploads_enabled"),
                can(theirs, "multipart_downloads_enabled"),
                can(theirs, "presigned_upload_run_id_supported"),
                can(theirs, "presigned_upload_model_id_supported"),
                can(theirs, MODEL_FILES),
                can(theirs, "artifact_serving_enabled"),
                can(theirs, "artifacts_presigned_only"),
                "",
                Map.of("gateway", false, "scheduled_issue_detection", false)));
    }

    /** Whether the server answers with the address of a model's file who asks for that, as MLflow does from 3.18 on, and not with the file. */
    public static boolean signsModelFiles(RemoteServer server) {
        return can(of(server), MODEL_FILES);
    }

    /** What the server that has the artifacts says of itself; one that does not know the question can none of it. */
    private static Map<?, ?> of(RemoteServer server) {
        try {
            byte[] answer = server.answer("GET", "/api/3.0/mlflow/server-info", Map.of(), null)
                    .getBytes(StandardCharsets.UTF_8);
            return Json.read(answer) instanceof Map<?, ?> info ? info : Map.of();
        } catch (MlflowException e) {
            if (e.errorCode() == ErrorCode.ENDPOINT_NOT_FOUND) {
                return Map.of();
            }
            throw e;
        }
    }

    private static boolean can(Map<?, ?> info, String what) {
        return Boolean.TRUE.equals(info.get(what));
    }

    private record Info(
            String storeType,
            boolean workspacesEnabled,
            boolean traceArchivalEnabled,
            boolean multipartUploadsEnabled,
            boolean multipartDownloadsEnabled,
            boolean presignedUploadRunIdSupported,
            boolean presignedUploadModelIdSupported,
            boolean modelArtifactPresignedDownloadsSupported,
            boolean artifactServingEnabled,
            boolean artifactsPresignedOnly,
            String trackingAuth,
            Map<String, Boolean> featuresEnabled) {}
}
