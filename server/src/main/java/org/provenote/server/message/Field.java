package org.provenote.server.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One field of a message: its name, type, and the checks that MLflow's handler makes, in its order. */
public final class Field {
    private final String name;
    private final String jsonName;
    private final Type type;
    private final boolean repeated;
    private final @Nullable Message message;
    private final List<Check> checks = new ArrayList<>();
    private boolean required;

    private Field(String name, Type type, boolean repeated, @Nullable Message message) {
        this.name = name;
        this.jsonName = CamelCase.of(name);
        this.type = type;
        this.repeated = repeated;
        this.message = message;
    }

    public static Field string(String name) {
        return new Field(name, Type.STRING, false, null);
    }

    public static Field int64(String name) {
        return new Field(name, Type.INT64, false, null);
    }

    /** A whole number of any size, for a handler that reads it itself. */
    public static Field whole(String name) {
        return new Field(name, Type.WHOLE, false, null);
    }

    public static Field int32(String name) {
        return new Field(name, Type.INT32, false, null);
    }

    public static Field real(String name) {
        return new Field(name, Type.DOUBLE, false, null);
    }

    /** An enum, kept as its name. Protobuf's numbers count {@code names} from 1; unknown ones are as good as absent. */
    public static Field choice(String name, String... names) {
        return new Field(name, Type.choice(List.of(names)), false, null);
    }

    /** An enum, kept as its name, whose numbers count from 0; what is not readable is checked as a number. */
    public static Field numbered(String name, Class<? extends Enum<?>> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return new Field(name, Type.numbered(names), false, null);
    }

    public static Field bool(String name) {
        return new Field(name, Type.BOOLEAN, false, null);
    }

    public static Field strings(String name) {
        return new Field(name, Type.STRING, true, null);
    }

    public static Field message(String name, Message message) {
        return new Field(name, Type.STRING, false, message);
    }

    public static Field messages(String name, Message message) {
        return new Field(name, Type.STRING, true, message);
    }

    /** Checks that the value is there and not empty. */
    public Field required() {
        required = true;
        return checked(Check.REQUIRED);
    }

    /** Checks the type by the handler's own rule, where protobuf could not read the request. */
    public Field typed() {
        return checked(repeated ? Check.ARRAY : type.check());
    }

    /** As {@link #typed()} for an enum that the handler checks as a number. */
    public Field typedAsInteger() {
        return checked(Check.INTEGER);
    }

    /** Checks that each element is text, where protobuf could not read the request. */
    public Field eachText() {
        return checked(Check.TEXTS);
    }

    Field checked(Check check) {
        checks.add(check);
        return this;
    }

    /** Checks that a number is at most {@code most}. */
    public Field atMost(long most) {
        return checked(Check.atMost(most));
    }

    /** Checks that a number is between two others, ends included. */
    public Field between(long least, long most, String otherwise) {
        return checked(Check.between(least, most, otherwise));
    }

    /** Checks that there are no more elements. */
    public Field atMostElements(int most, String otherwise) {
        return checked(Check.atMostElements(most, otherwise));
    }

    /** Checks that each element has these fields. */
    public Field eachWith(String... required) {
        return checked(Check.eachWith(name, List.of(required)));
    }

    String name() {
        return name;
    }

    String jsonName() {
        return jsonName;
    }

    boolean hasTwoSpellings() {
        return !name.equals(jsonName);
    }

    @Nullable
    Message message() {
        return message;
    }

    boolean repeated() {
        return repeated;
    }

    boolean isRequired() {
        return required;
    }

    List<Check> checks() {
        return checks;
    }

    /** Reads a value as protobuf does: what was read before an unreadable part stays. */
    void read(Object json, Consumer<Object> to) throws NotReadable {
        if (!repeated) {
            readOne(json, to);
            return;
        }
        List<?> elements = NotReadable.unless(List.class, json);
        List<Object> list = new ArrayList<>(elements.size());
        to.accept(list);
        for (Object element : elements) {
            if (element == null) {
                if (message != null) {
                    list.add(message.empty());
                }
                throw new NotReadable();
            }
            readOne(element, list::add);
        }
    }

    /** Reads the current value if it is of the field's own type, else returns {@code null}. */
    @Nullable
    Object plain(JsonParser json) {
        if (!repeated) {
            return plainOne(json);
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = plainOne(json);
            if (value == null) {
                return null;
            }
            list.add(value);
        }
        return list;
    }

    private @Nullable Object plainOne(JsonParser json) {
        return message == null ? type.plain(json) : message.plain(json);
    }

    private void readOne(Object json, Consumer<Object> to) throws NotReadable {
        if (message != null) {
            message.read(json, to);
            return;
        }
        Object value = type.read(json);
        if (value != null) {
            to.accept(value);
        }
    }
}
