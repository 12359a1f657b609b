package org.provenote.tracking.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.validation.Lengths;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.ModelWire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** MLflow's page tokens of a search for logged models: the search and an offset, so that it fits that search only. */
public final class ModelPageToken {
    private static final String EXPERIMENT_IDS = "experiment_ids";

    private ModelPageToken() {}

    /** How many models the pages before this one had; 0 without a token. */
    public static long offset(LoggedModelSearch search) {
        String token = search.pageToken();
        if (token == null || token.isEmpty()) {
            return 0;
        }
        JsonNode given = Json.parse(decoded(token));
        boolean fits = ModelWire.experimentIds(search).equals(given.get(EXPERIMENT_IDS))
                && json(search).propertyStream().allMatch(own -> isSame(given.get(own.getKey()), own.getValue()));
        if (!fits) {
            throw invalid(token);
        }
        return JsonFields.number(given, "offset", 0);
    }

    private static boolean isSame(@Nullable JsonNode given, JsonNode own) {
        return isNothing(given) ? isNothing(own) : own.equals(given);
    }

    /** What is not there, {@code null} and what is empty are one to MLflow, but for ids of experiments. */
    private static boolean isNothing(@Nullable JsonNode json) {
        return json == null
                || json.isNull()
                || (json.isString() ? json.stringValue().isEmpty() : json.isContainer() && json.isEmpty());
    }

    /** The token of the page that begins after {@code offset} models. */
    public static String of(LoggedModelSearch search, long offset) {
        ObjectNode json = json(search).put("offset", offset);
        return Base64.getEncoder().encodeToString(Json.text(json).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(LoggedModelSearch search) {
        ObjectNode json = Json.object();
        json.set(EXPERIMENT_IDS, ModelWire.experimentIds(search));
        json.put("filter_string", search.filter());
        json.set("order_by", ModelWire.orderBy(search));
        return json;
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(token);
        }
    }

    private static MlflowException invalid(String token) {
        return MlflowException.invalid("Invalid page token '" + Lengths.shown(token)
                + "': expected the next_page_token of the page before of the same search, unchanged");
    }
}
