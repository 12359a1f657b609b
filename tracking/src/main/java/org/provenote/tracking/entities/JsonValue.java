package org.provenote.tracking.entities;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value as its JSON, which is read when somebody asks for it first. A server that passes on what its database wrote as JSON
 * never does. May be used from any thread.
 */
public final class JsonValue<T> implements Supplier<T> {
    private final String json;
    private final Function<String, T> reader;
    private volatile @Nullable T value;

    /** @param reader reads the JSON; what it throws, {@link #get} throws */
    public JsonValue(String json, Function<String, T> reader) {
        this.json = json;
        this.reader = reader;
    }

    public String json() {
        return json;
    }

    @Override
    public T get() {
        T read = value;
        if (read == null) {
            read = reader.apply(json);
            value = read;
        }
        return read;
    }
}
