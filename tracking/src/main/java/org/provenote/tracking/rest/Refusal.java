package org.provenote.tracking.rest;

import java.util.Arrays;
import okhttp3.Response;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.ServerException;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import tools.jackson.databind.JsonNode;

/** What an answer that is no success means: MLflow's own code and words where it sent them, else its status. */
final class Refusal {
    private static final long SHOWN = 64 * 1024;

    private Refusal() {}

    static MlflowException of(Response response, Endpoint endpoint) {
        if (response.isRedirect()) {
            return new MlflowException(
                    ErrorCode.BAD_REQUEST,
                    endpoint.trackingUri() + " sends its clients elsewhere (status " + response.code()
                            + "). Set the tracking URI to the address that it names in a browser");
        }
        return fromBody(response, endpoint, BoundedBody.start(response, SHOWN));
    }

    private static MlflowException fromBody(Response response, Endpoint endpoint, String body) {
        try {
            JsonNode json = Json.parse(body);
            String message = JsonFields.text(json, "message");
            if (!message.isEmpty()) {
                String shown = endpoint.credentials().hiddenIn(message);
                return JsonFields.text(json, PresignedOnlyException.FIELD).equals("true")
                        ? new PresignedOnlyException(byStatus(response.code()), shown)
                        : inItsWords(JsonFields.text(json, "error_code"), shown, response);
            }
        } catch (MlflowException notMlflowsJson) {
            // Said below by the status.
        }
        return new MlflowException(byStatus(response.code()), byStatus(response, endpoint));
    }

    /** Who asks to come again at a time that it names has not looked at the request: a limit, whoever speaks for it. */
    private static MlflowException inItsWords(String name, String message, Response response) {
        ErrorCode code = code(name, response.code());
        boolean isPutOff = response.code() == 503 && response.header("Retry-After") != null;
        return !name.isEmpty() && !isPutOff ? new ServerException(code, message) : new MlflowException(code, message);
    }

    private static ErrorCode code(String name, int status) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElseGet(() -> byStatus(status));
    }

    private static ErrorCode byStatus(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.PERMISSION_DENIED;
            case 404, 405 -> ErrorCode.ENDPOINT_NOT_FOUND;
            case 429 -> ErrorCode.REQUEST_LIMIT_EXCEEDED;
            case 501 -> ErrorCode.NOT_IMPLEMENTED;
            case 502, 503, 504 -> ErrorCode.TEMPORARILY_UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.BAD_REQUEST;
        };
    }

    private static String byStatus(Response response, Endpoint endpoint) {
        String what = endpoint.trackingUri() + " answered " + response.code()
                + (response.message().isEmpty() ? "" : " " + response.message());
        return switch (response.code()) {
            case 401 -> what + ". Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
            case 403 -> what + ": this user may not do that. Ask for the permission, or log to another experiment";
            case 404, 405 -> what + " to " + response.request().url().encodedPath() + "; is it an MLflow server?";
            default -> what;
        };
    }
}
