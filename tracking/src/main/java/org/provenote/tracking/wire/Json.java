package org.provenote.tracking.wire;

import java.util.Locale;
import org.provenote.tracking.MlflowException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON as trees: no class is ever chosen by what a document says, and depth and lengths are bounded. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * Parses a document; an empty one is an empty object, as protobuf has it.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for what is no JSON object
     */
    public static JsonNode parse(String document) {
        try {
            return checked(document.isBlank() ? object() : MAPPER.readTree(document));
        } catch (JacksonException e) {
            throw MlflowException.invalid("Expected a JSON object: " + e.getOriginalMessage());
        }
    }

    /** The document, or a list of texts, as text. */
    public static String text(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    private static JsonNode checked(JsonNode document) {
        if (document.isMissingNode() || document.isNull()) {
            return object();
        }
        if (!document.isObject()) {
            throw MlflowException.invalid("Expected a JSON object, found "
                    + document.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return document;
    }
}
