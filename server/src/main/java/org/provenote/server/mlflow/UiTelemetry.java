package org.provenote.server.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;

/** {@code GET /mlflow/ui-telemetry}: none; MLflow's {@code FALLBACK_UI_CONFIG}. */
public final class UiTelemetry implements Route {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/mlflow/ui-telemetry";
    }

    @Override
    public Response answer(Request request) {
        return Response.json(new Settings(true, List.of(), 0));
    }

    private record Settings(
            boolean disableUiTelemetry,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<String> disableUiEvents,
            int uiRolloutPercentage) {}
}
