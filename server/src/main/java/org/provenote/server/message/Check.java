package org.provenote.server.message;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;

/**
 * One check of a value as it stood in the request.
 *
 * @param ofType whether it only matters where protobuf could not read the request
 */
record Check(boolean ofType, Test test) {
    static final Check STRING = type(value -> value instanceof String);
    static final Check BOOLEAN = type(value -> value instanceof Boolean);
    static final Check ARRAY = type(value -> value instanceof List);
    static final Check TEXTS =
            type(value -> !(value instanceof List<?> list) || list.stream().allMatch(String.class::isInstance));
    static final Check INTEGER = type(value -> Python.isInteger(value));
    static final Check NUMBER = type(value -> Python.isNumber(value));
    static final Check REQUIRED = new Check(false, (name, value) -> {
        if (isMissing(value)) {
            throw missing(name);
        }
    });

    static Check atMost(long most) {
        return new Check(false, (name, value) -> {
            if (Python.isInteger(value) && Python.integer(value) > most) {
                throw invalid(name, value);
            }
        });
    }

    static Check between(long least, long most, String otherwise) {
        return new Check(false, (name, value) -> {
            if (Python.isInteger(value) && (Python.integer(value) < least || Python.integer(value) > most)) {
                throw withHint(otherwise);
            }
        });
    }

    static Check atMostElements(int most, String otherwise) {
        return new Check(false, (name, value) -> {
            if (value instanceof List<?> list && list.size() > most) {
                throw withHint(otherwise + " Received " + list.size() + " run_ids.");
            }
        });
    }

    static Check eachWith(String field, List<String> required) {
        return new Check(false, (name, value) -> {
            int index = 0;
            for (Object element : value instanceof List<?> list ? list : List.of()) {
                for (String key : required) {
                    Object found = element instanceof Map<?, ?> map
                            ? map.get(key)
                            : element instanceof Fields read ? read.value(key) : null;
                    if (isMissing(found)) {
                        throw missing(field + "[" + index + "]." + key);
                    }
                }
                index++;
            }
        });
    }

    private static Check type(Predicate<@Nullable Object> right) {
        return new Check(true, (name, value) -> {
            if (!right.test(value)) {
                throw invalid(name, value);
            }
        });
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null || value.equals("");
    }

    private static MlflowException missing(String name) {
        return withHint("Missing value for required parameter '" + name + "'.");
    }

    static MlflowException invalid(String name, @Nullable Object value) {
        return withHint("Invalid value " + Python.json(value) + " for parameter '" + name
                + "' supplied:  Hint: Value was of" + " type '" + Python.typeName(value) + "'.");
    }

    private static MlflowException withHint(String message) {
        return MlflowException.invalid(message + " See the API docs for more information about request parameters.");
    }

    /** Throws if the value of the parameter {@code name} is wrong. */
    interface Test {
        void accept(String name, @Nullable Object value);
    }
}
