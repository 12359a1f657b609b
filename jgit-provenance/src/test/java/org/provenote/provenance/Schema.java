package org.provenote.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published schema, as far as ours go: types, required and known fields, const, enum, minimum. */
public final class Schema {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final List<String> faults = new ArrayList<>();

    private Schema() {}

    /** Fails unless {@code document} follows {@code docs/schemas/<name>.schema.json}. */
    public static void assertFollows(String name, byte[] document) throws IOException {
        Schema check = new Schema();
        Path file = Path.of("..", "docs", "schemas", name + ".schema.json");
        check.check("$", JSON.readTree(Files.readAllBytes(file)), JSON.readTree(document));
        assertThat(check.faults).isEmpty();
    }

    private void check(String at, JsonNode schema, JsonNode value) {
        String type = schema.path("type").asString("any");
        boolean fits = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
        if (!fits) {
            faults.add(at + " is no " + type + ": " + value);
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            faults.add(at + " is not " + schema.get("const"));
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            faults.add(at + " is none of " + schema.get("enum"));
        }
        if (schema.has("minimum") && value.asLong() < schema.get("minimum").asLong()) {
            faults.add(at + " is too small");
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                faults.add(at + "." + name.asString() + " is missing");
            }
        });
        if (value.isArray()) {
            value.forEach(item -> check(at + "[]", schema.path("items"), item));
        }
        if (value.isObject() && schema.has("properties")) {
            value.propertyStream().forEach(property -> {
                if (!schema.path("properties").has(property.getKey())) {
                    faults.add(at + "." + property.getKey() + " is not in the schema");
                } else {
                    check(
                            at + "." + property.getKey(),
                            schema.path("properties").get(property.getKey()),
                            property.getValue());
                }
            });
        }
    }
}
