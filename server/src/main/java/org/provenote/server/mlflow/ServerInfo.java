package org.provenote.server.mlflow;

import java.util.Map;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/** {@code GET /mlflow/server-info}: what this server can do besides; MLflow's {@code build_server_info_payload}. */
public final class ServerInfo implements Route {
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
        return Response.json(new Info("SqlStore", false, false, false, false, false, false, Map.of("gateway", false)));
    }

    private record Info(
            String storeType,
            boolean workspacesEnabled,
            boolean traceArchivalEnabled,
            boolean multipartUploadsEnabled,
            boolean multipartDownloadsEnabled,
            boolean presignedUploadRunIdSupported,
            boolean presignedUploadModelIdSupported,
            Map<String, Boolean> featuresEnabled) {}
}
