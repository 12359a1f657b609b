package org.provenote.tracking.entities;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as its JSON, which is read when somebody looks into it. A server that passes on what its database wrote as JSON never
 * does. May not be changed; may be used from any thread.
 */
public final class JsonList<T> extends AbstractList<T> {
    private final String json;
    private final Function<String, List<T>> reader;
    private volatile @Nullable List<T> items;

    /**
     * @param json an array
     * @param reader reads the array; what it throws, the first look into the list throws
     */
    public JsonList(String json, Function<String, List<T>> reader) {
        this.json = json;
        this.reader = reader;
    }

    /** The array. */
    public String json() {
        return json;
    }

    @Override
    public T get(int index) {
        return items().get(index);
    }

    @Override
    public int size() {
        return items().size();
    }

    private List<T> items() {
        List<T> read = items;
        if (read == null) {
            read = List.copyOf(reader.apply(json));
            items = read;
        }
        return read;
    }
}
