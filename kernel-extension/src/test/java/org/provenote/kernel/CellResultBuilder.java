package org.provenote.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.provenote.kernel.CellResult.CellError;
import tools.jackson.databind.JsonNode;

/** Gathers a cell's messages. */
final class CellResultBuilder {
    private final StringBuilder printed = new StringBuilder();
    private final List<Map<String, Object>> displays = new ArrayList<>();
    private @Nullable String value;
    private @Nullable CellError error;
    private String shownSource = "";

    void add(String type, JsonNode content) {
        switch (type) {
            case "stream" -> printed.append(content.path("text").asString());
            case "execute_input" -> shownSource = content.path("code").asString();
            case "execute_result" ->
                value = content.path("data").path("text/plain").asString("");
            case "display_data" -> displays.add(data(content.path("data")));
            case "error" -> error = error(content);
            default -> {}
        }
    }

    CellResult build(String replyStatus) {
        return new CellResult(printed.toString(), value, displays, error, shownSource, replyStatus);
    }

    private static Map<String, Object> data(JsonNode data) {
        Map<String, Object> byType = new HashMap<>();
        data.properties()
                .forEach(entry -> byType.put(
                        entry.getKey(),
                        entry.getValue().isString()
                                ? entry.getValue().asString()
                                : entry.getValue().toString()));
        return byType;
    }

    private static CellError error(JsonNode content) {
        List<String> traceback = new ArrayList<>();
        content.path("traceback").forEach(line -> traceback.add(line.asString()));
        return new CellError(
                content.path("ename").asString(), content.path("evalue").asString(), traceback);
    }
}
