package org.provenote.server.message;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.provenote.server.http.Request;
import org.provenote.tracking.MlflowException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The description of a request: its fields, in the order in which MLflow's handler checks them and a query is read. */
public final class Message {
    private final List<Field> fields;
    private final List<Field> checked;

    /** Those in which both spellings of a name may stand, their own or that of a field within. */
    private final List<Field> ambiguous;

    private final Map<String, Integer> places = new HashMap<>();

    private Message(List<Field> fields, List<Field> checked) {
        this.fields = fields;
        this.checked = checked;
        this.ambiguous = fields.stream()
                .filter(field -> field.hasTwoSpellings() || field.message() != null)
                .toList();
        for (int place = 0; place < fields.size(); place++) {
            places.put(fields.get(place).name(), place);
            places.put(fields.get(place).jsonName(), place);
        }
    }

    public static Message of(Field... fields) {
        return new Message(List.of(fields), List.of(fields));
    }

    /** The same message, whose handler checks its fields in another order than that in which a query is read. */
    public Message checkedInOrder(String... names) {
        return new Message(
                fields, Stream.of(names).map(name -> fields.get(place(name))).toList());
    }

    /**
     * Reads a request: a {@code GET} with a query from that, anything else from its JSON body.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} with MLflow's words for the first check that fails
     */
    public Fields of(Request request) throws IOException {
        boolean inQuery = request.method().equals("GET") && !request.query().isEmpty();
        return inQuery ? of(fromQuery(request.query())) : of(JsonBody.bytes(request));
    }

    /** Reads a body, most by the short way. */
    Fields of(byte[] body) {
        Fields plain = PlainBody.read(this, body);
        return plain == null ? of(JsonBody.of(body)) : plain;
    }

    /** Reads what another kind of request has in the place of a body. */
    public Fields of(Map<String, @Nullable Object> json) {
        @Nullable Object[] values = new Object[fields.size()];
        boolean readable = true;
        refuseBothSpellings(json);
        try {
            readInto(values, json);
        } catch (NotReadable e) {
            readable = false;
        }
        check(new Given(json::containsKey, json::get), readable);
        return new Fields(this, values);
    }

    /** Reads an object of which each field is there once, by its own name, and as its own type; else returns {@code null}. */
    @Nullable
    Fields plain(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        @Nullable Object[] values = new Object[fields.size()];
        int next = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            // Most come in the message's order.
            int place = isNamed(next, name) ? next : place(name);
            if (place < 0 || values[place] != null || !isNamed(place, name)) {
                return null;
            }
            next = place + 1;
            json.nextToken();
            Object value = fields.get(place).plain(json);
            if (value == null) {
                return null;
            }
            values[place] = value;
        }
        return json.currentToken() == JsonToken.END_OBJECT ? new Fields(this, values) : null;
    }

    private boolean isNamed(int place, String name) {
        return place < fields.size() && fields.get(place).name().equals(name);
    }

    /** Makes the handler's checks of what was read by {@link #plain}, whose values are as they stood in the request. */
    void checkPlain(Fields fields) {
        check(new Given(fields::has, fields::value), true);
    }

    /** The message with nothing in it. */
    public Fields empty() {
        return new Fields(this, new Object[fields.size()]);
    }

    /** Where the values have that of the field {@code name}, in either spelling; -1 if there is no such field. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /** A nested message, which stands from its beginning, with what of it could be read. */
    void read(Object json, Consumer<Object> to) throws NotReadable {
        @Nullable Object[] values = new Object[fields.size()];
        to.accept(new Fields(this, values));
        if (!hasNoFields(json)) {
            readInto(values, NotReadable.unless(Map.class, json));
        }
    }

    /** Protobuf's parser goes through what should be an object: in text, and in a list of unknown names, it finds no field. */
    private boolean hasNoFields(Object json) {
        return json instanceof String
                || json instanceof List<?> list
                        && list.stream().allMatch(element -> element instanceof String name && place(name) < 0);
    }

    private void readInto(@Nullable Object[] values, Map<?, ?> json) throws NotReadable {
        for (Map.Entry<?, ?> entry : json.entrySet()) {
            int place = place(String.valueOf(entry.getKey()));
            if (place >= 0 && entry.getValue() != null) {
                fields.get(place).read(entry.getValue(), value -> values[place] = value);
            }
        }
    }

    /** All of a request is looked through before any of it is read: reading ends at what is not readable. */
    private void refuseBothSpellings(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            return;
        }
        for (Field field : ambiguous) {
            boolean isNamed = map.containsKey(field.name());
            if (isNamed && field.hasTwoSpellings() && map.containsKey(field.jsonName())) {
                throw bothSpellings(field);
            }
            Message message = field.message();
            if (message != null) {
                Object value = map.get(isNamed ? field.name() : field.jsonName());
                List<?> all = value instanceof List<?> list ? list : Collections.singletonList(value);
                all.forEach(message::refuseBothSpellings);
            }
        }
    }

    private static MlflowException bothSpellings(Field field) {
        return MlflowException.invalid("Request specifies both '" + field.name() + "' and '" + field.jsonName()
                + "'; provide only one of them.");
    }

    /** The fields of a request, by their names. */
    private record Given(Predicate<String> has, Function<String, @Nullable Object> value) {}

    private void check(Given given, boolean readable) {
        for (Field field : checked) {
            Object value = given.value().apply(field.name());
            if (value == null && field.name().equals("run_id")) {
                value = given.value().apply("run_uuid");
            }
            if (given.has().test(field.name()) || field.isRequired()) {
                for (Check check : field.checks()) {
                    if (!check.ofType() || !readable) {
                        check.test().accept(field.name(), value);
                    }
                }
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
