package org.provenote.server.message;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.server.http.Request;
import org.provenote.tracking.MlflowException;

/** The description of a request: its fields, in the order in which MLflow's handler checks them and a query is read. */
public final class Message {
    private final List<Field> fields;
    private final List<Field> checked;
    private final Map<String, Field> byName = new LinkedHashMap<>();

    private Message(List<Field> fields, List<Field> checked) {
        this.fields = fields;
        this.checked = checked;
        for (Field field : fields) {
            byName.put(field.name(), field);
            byName.put(field.jsonName(), field);
        }
    }

    public static Message of(Field... fields) {
        return new Message(List.of(fields), List.of(fields));
    }

    /** The same message, whose handler checks its fields in another order than that in which a query is read. */
    public Message checkedInOrder(String... names) {
        return new Message(
                fields,
                Stream.of(names)
                        .map(name -> Objects.requireNonNull(byName.get(name)))
                        .toList());
    }

    /**
     * Reads a request: a {@code GET} with a query from that, anything else from its JSON body.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} with MLflow's words for the first check that fails
     */
    public Fields of(Request request) throws IOException {
        boolean inQuery = request.method().equals("GET") && !request.query().isEmpty();
        return of(inQuery ? fromQuery(request.query()) : JsonBody.of(request));
    }

    /** Reads what another kind of request has in the place of a body. */
    public Fields of(Map<String, @Nullable Object> json) {
        refuseBothSpellings(json);
        Map<String, Object> values = new LinkedHashMap<>();
        boolean readable = true;
        try {
            readInto(values, json);
        } catch (NotReadable e) {
            readable = false;
        }
        check(json, readable);
        return new Fields(values);
    }

    /** The message with nothing in it. */
    public Fields empty() {
        return new Fields(Map.of());
    }

    /** A nested message, which stands from its beginning, with what of it could be read. */
    void read(Object json, Consumer<Object> to) throws NotReadable {
        Map<String, Object> values = new LinkedHashMap<>();
        to.accept(new Fields(values));
        if (!hasNoFields(json)) {
            readInto(values, NotReadable.unless(Map.class, json));
        }
    }

    /** Protobuf's parser goes through what should be an object: in text, and in a list of scalars, it finds no field. */
    private static boolean hasNoFields(Object json) {
        return json instanceof String
                || json instanceof List<?> list
                        && list.stream().noneMatch(element -> element instanceof List || element instanceof Map);
    }

    private void readInto(Map<String, Object> values, Map<?, ?> json) throws NotReadable {
        for (Map.Entry<?, ?> entry : json.entrySet()) {
            Field field = byName.get(String.valueOf(entry.getKey()));
            if (field != null && entry.getValue() != null) {
                field.readInto(values, entry.getValue());
            }
        }
    }

    private void check(Map<String, @Nullable Object> json, boolean readable) {
        for (Field field : checked) {
            Object value = json.get(field.name());
            if (value == null && field.name().equals("run_id")) {
                value = json.get("run_uuid");
            }
            if (json.containsKey(field.name()) || field.checks().contains(Check.REQUIRED)) {
                for (Check check : field.checks()) {
                    if (!check.ofType() || !readable) {
                        check.test().accept(field.name(), value);
                    }
                }
            }
        }
    }

    private void refuseBothSpellings(Map<String, @Nullable Object> json) {
        for (Field field : fields) {
            if (!field.name().equals(field.jsonName())
                    && json.containsKey(field.name())
                    && json.containsKey(field.jsonName())) {
                throw MlflowException.invalid("Request specifies both '" + field.name() + "' and '" + field.jsonName()
                        + "'; provide only one of them.");
            }
        }
    }

    private Map<String, @Nullable Object> fromQuery(Map<String, List<String>> query) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (Field field : fields) {
            List<String> values = query.get(field.name());
            if (values != null) {
                json.put(field.name(), field.repeated() ? values : values.get(0));
            }
        }
        return json;
    }
}
