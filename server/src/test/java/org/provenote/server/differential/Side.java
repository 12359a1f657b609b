package org.provenote.server.differential;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** One of the two servers, and the ids that it made. */
final class Side {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern RANDOM_NAME = Pattern.compile("\\b[a-z]+-[a-z]+-\\d{1,4}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String uri;
    private final Map<String, String> ids = new LinkedHashMap<>();

    Side(String uri) {
        this.uri = uri;
    }

    /**
     * What was answered, with this server's own ids and times made alike.
     *
     * @param words the message of an error, for people
     */
    record Answer(int status, JsonNode body, String words) {
        boolean isLike(Answer other) {
            return status == other.status
                    && body.equals(other.body)
                    && Normal.complaint(words).equals(Normal.complaint(other.words));
        }

        /** Whether the server came to an end that it did not foresee. */
        boolean isFallenOver() {
            return status == 500
                    && (body.isString() || body.path("error_code").asString("").equals("INTERNAL_ERROR"));
        }
    }

    Answer send(Exchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + withIds(exchange.path())));
        request.method(exchange.method(), BodyPublishers.ofString(withIds(exchange.body())));
        if (!exchange.contentType().isEmpty()) {
            request.header("Content-Type", exchange.contentType());
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        JsonNode body = parsed(response.body());
        learn("$run", body.path("run").path("info").path("run_id").asString(""));
        learn("$model", body.path("model").path("info").path("model_id").asString(""));
        return new Answer(
                response.statusCode(), alike(body), body.path("message").asString(""));
    }

    private void learn(String kind, String id) {
        if (!id.isEmpty() && !ids.containsValue(id)) {
            long known =
                    ids.keySet().stream().filter(name -> name.startsWith(kind)).count();
            ids.put(kind + known + "$", id);
        }
    }

    private String withIds(String text) {
        String result = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            result = result.replace(id.getKey(), id.getValue());
        }
        // A run that was refused on both sides has no id.
        return result.replaceAll("\\$(run|model)\\d+\\$", "refused");
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return StringNode.valueOf(body);
        }
    }

    /** Ids by their names; times that each server takes itself, and words for people, left out. */
    private JsonNode alike(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode result = JSON.createObjectNode();
            object.properties().forEach(field -> {
                JsonNode value = alike(field.getValue());
                if (!Normal.isOwn(field.getKey())) {
                    result.set(field.getKey(), Normal.isUnordered(field.getKey()) ? sorted(value) : value);
                }
            });
            return result;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode result = JSON.createArrayNode();
            array.forEach(element -> result.add(alike(element)));
            return result;
        }
        return json.isString() ? StringNode.valueOf(Normal.text(withNames(json.asString()))) : json;
    }

    private static JsonNode sorted(JsonNode array) {
        ArrayNode result = JSON.createArrayNode();
        array.values().stream().sorted(Comparator.comparing(JsonNode::toString)).forEach(result::add);
        return result;
    }

    /** The text with this server's ids replaced by their names, and what it made up alike. */
    String withNames(String text) {
        String result = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            result = result.replace(id.getValue(), id.getKey());
        }
        return TIME.matcher(RANDOM_NAME.matcher(result).replaceAll("random-name"))
                .replaceAll("now");
    }
}
