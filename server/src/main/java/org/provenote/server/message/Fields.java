package org.provenote.server.message;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of a message that was read. An absent one reads as protobuf's default: empty, or 0. */
public final class Fields {
    private final Message message;
    private final @Nullable Object[] values;

    /** {@code values} by the places of their fields in the message. */
    Fields(Message message, @Nullable Object[] values) {
        this.message = message;
        this.values = values;
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    public String string(String name) {
        return optionalString(name).orElse("");
    }

    public Optional<String> optionalString(String name) {
        return Optional.ofNullable((String) value(name));
    }

    /** The text, or empty where it is absent or has no characters. */
    public Optional<String> text(String name) {
        return optionalString(name).filter(value -> !value.isEmpty());
    }

    public Optional<Long> integer(String name) {
        return Optional.ofNullable((Long) value(name));
    }

    public Optional<BigInteger> whole(String name) {
        return Optional.ofNullable((BigInteger) value(name));
    }

    public Optional<Boolean> truth(String name) {
        return Optional.ofNullable((Boolean) value(name));
    }

    public double real(String name) {
        return value(name) instanceof Double value ? value : 0;
    }

    public List<String> strings(String name) {
        return list(name);
    }

    public List<Fields> messages(String name) {
        return list(name);
    }

    public Optional<Fields> message(String name) {
        return Optional.ofNullable((Fields) value(name));
    }

    /** A run's id, under its name of today or of old. */
    public String runId() {
        return text("run_id").orElseGet(() -> string("run_uuid"));
    }

    @SuppressWarnings("unchecked") // A field that is read as repeated has elements of its type only.
    private <T> List<T> list(String name) {
        Object list = value(name);
        return list == null ? List.of() : (List<T>) list;
    }

    @Nullable
    Object value(String name) {
        int place = message.place(name);
        return place < 0 ? null : values[place];
    }
}
