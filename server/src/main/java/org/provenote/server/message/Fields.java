package org.provenote.server.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a message that was read. An absent one reads as protobuf's default: empty, or 0. */
public final class Fields {
    private final Map<String, Object> values;

    Fields(Map<String, Object> values) {
        this.values = values;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String string(String name) {
        return optionalString(name).orElse("");
    }

    public Optional<String> optionalString(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** The text, or empty where it is absent or has no characters. */
    public Optional<String> text(String name) {
        return optionalString(name).filter(value -> !value.isEmpty());
    }

    public Optional<Long> integer(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    public Optional<Boolean> truth(String name) {
        return Optional.ofNullable((Boolean) values.get(name));
    }

    public double real(String name) {
        return values.get(name) instanceof Double value ? value : 0;
    }

    public List<String> strings(String name) {
        return list(name);
    }

    public List<Fields> messages(String name) {
        return list(name);
    }

    public Optional<Fields> message(String name) {
        return Optional.ofNullable((Fields) values.get(name));
    }

    /** A run's id, under its name of today or of old. */
    public String runId() {
        return text("run_id").orElseGet(() -> string("run_uuid"));
    }

    @SuppressWarnings("unchecked") // A field that is read as repeated has elements of its type only.
    private <T> List<T> list(String name) {
        return (List<T>) values.getOrDefault(name, List.of());
    }
}
