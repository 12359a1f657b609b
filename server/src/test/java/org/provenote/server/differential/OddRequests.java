package org.provenote.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests with something wrong or unusual in one place. */
final class OddRequests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What takes the place of a value, as it stands in the body; Python reads NaN and the infinities there. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1.0",
            "1e3",
            "99999999999999999999",
            "9223372036854775807",
            "-9223372036854775809",
            "2147483648",
            "NaN",
            "-Infinity",
            "\"\"",
            "\" x \"",
            "\"7\"",
            "\"+7\"",
            "\"1e2\"",
            "\"0x10\"",
            "\"nan\"",
            "\"-Infinity\"",
            "\"true\"",
            "\"\\u0000\"",
            "\"\\ud83d\\udc26 e\\u0301\"",
            "\" 7\"",
            "\"1.50\"",
            "\"line\\nbreak\"",
            "\"" + "k".repeat(251) + "\"",
            "\"" + "v".repeat(10_000) + "\"",
            "[]",
            "[null]",
            "[1,\"2\"]",
            "[[]]",
            "{}",
            "{\"a\":1}");

    /** Whole bodies. */
    private static final List<String> BODIES =
            List.of("", "{}", "[]", "[\"x\"]", "null", "7", "\"text\"", "{\"run_id\":", "{\"a\":1}", "\"{}\"");

    private static final List<String> TYPES = List.of(
            "",
            "text/plain",
            "application/json; charset=utf-8",
            "application/JSON",
            "application/x-www-form-urlencoded");

    private static final List<String> IN_QUERIES =
            List.of("", "0", "-1", "1.5", "x", "%20", "a&run_id=b", "true", "1e3");

    private static final Pattern FEWER_THAN_NONE = Pattern.compile("\"(max_results|maxResults)\":-1\\b");

    private final Random random;

    OddRequests(Random random) {
        this.random = random;
    }

    Exchange of(Exchange request) {
        if (request.body().isEmpty()) {
            return request.path().contains("=") ? inQuery(request) : request;
        }
        return switch (random.nextInt(12)) {
            case 0 -> request.body().contains("start_time") ? request : with(request, pick(BODIES));
            case 1 -> new Exchange(request.method(), request.path(), pick(TYPES), request.body());
            default -> inBody(request);
        };
    }

    private Exchange inQuery(Exchange request) {
        int question = request.path().indexOf('?');
        List<String> pairs =
                new ArrayList<>(List.of(request.path().substring(question + 1).split("&")));
        int at = random.nextInt(pairs.size());
        String name = pairs.get(at).split("=")[0];
        switch (random.nextInt(3)) {
            case 0 -> pairs.remove(at);
            case 1 -> pairs.add(pairs.get(at));
            default -> pairs.set(at, name + "=" + pick(IN_QUERIES));
        }
        return Exchange.get(request.path().substring(0, question) + "?" + String.join("&", pairs));
    }

    private Exchange inBody(Exchange request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            change(body);
            // What takes a value's place may be no JSON: it is put in where a mark stands.
            Exchange odd = with(request, body.toString().replace("\"@\"", pick(ODD)));
            return asksForFewerThanNone(odd) ? request : odd;
        } catch (JacksonException notJson) {
            return request;
        }
    }

    /** A page of fewer than no models has another answer here, see {@code docs/compatibility.md}. */
    private static boolean asksForFewerThanNone(Exchange request) {
        return request.path().endsWith("logged-models/search")
                && FEWER_THAN_NONE.matcher(request.body()).find();
    }

    private void change(JsonNode json) {
        List<String> names = json.propertyNames().stream()
                .filter(name -> !isSortedBy(name, json))
                .toList();
        if (json instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(4) == 0) {
                array.add("@");
            } else {
                change(array.get(random.nextInt(array.size())));
            }
        } else if (json instanceof ObjectNode object && !names.isEmpty()) {
            change(object, pick(names));
        }
    }

    /** What lists are sorted by stays as it is, and where a run is: without it each server takes what it likes. */
    private static boolean isSortedBy(String name, JsonNode owner) {
        return List.of("start_time", "run_name", "user_id").contains(name)
                || name.equals("name") && owner.has("experiment_id")
                || name.equals("experiment_id") && owner.has("start_time");
    }

    private void change(ObjectNode object, String name) {
        if (object.get(name).isContainer() && random.nextInt(3) > 0) {
            change(object.get(name));
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.put("unknown_field", "@");
            case 2 -> object.put(camelCase(name), object.remove(name).asString("@"));
            default -> object.put(name, "@");
        }
    }

    private static String camelCase(String name) {
        int underscore = name.indexOf('_');
        return underscore < 0
                ? name
                : name.substring(0, underscore)
                        + Character.toUpperCase(name.charAt(underscore + 1))
                        + name.substring(underscore + 2);
    }

    private static Exchange with(Exchange request, String body) {
        return new Exchange(request.method(), request.path(), request.contentType(), body);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
