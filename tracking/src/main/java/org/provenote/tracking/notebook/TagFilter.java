package org.provenote.tracking.notebook;

/** Filters of MLflow's search language for a tag that is a file's path or a name, on runs or experiments. */
public final class TagFilter {
    private TagFilter() {}

    /**
     * Finds all whose tag {@code key} is {@code path}. The language has no escape for quotes, nor for a backslash before one, so
     * a path with both kinds, or with a backslash, is found by a pattern, which may find a few others too.
     */
    public static String is(String key, String path) {
        boolean isPlain = !path.contains("\\");
        if (isPlain && !path.contains("'")) {
            return tag(key) + "= '" + path + "'";
        }
        return isPlain && !path.contains("\"") ? tag(key) + "= \"" + path + "\"" : tag(key) + like(path, "");
    }

    /** Finds all whose tag {@code key} starts with {@code path}; {@code %} and {@code _} in it may find others too. */
    static String startsWith(String key, String path) {
        return tag(key) + like(path, "%");
    }

    private static String tag(String key) {
        return "tags.`" + key + "` ";
    }

    private static String like(String path, String rest) {
        return "LIKE '" + path.replace('\'', '_').replace('\\', '_') + rest + "'";
    }
}
