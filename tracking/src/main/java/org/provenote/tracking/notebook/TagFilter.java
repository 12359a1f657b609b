package org.provenote.tracking.notebook;

/** Filters of MLflow's search language for a tag that is a file's path, on runs or experiments. */
public final class TagFilter {
    private TagFilter() {}

    /**
     * Finds all whose tag {@code key} is {@code path}. The language has no escape for quotes, so a path with both kinds is
     * found by a pattern, which may find a few others too.
     */
    public static String is(String key, String path) {
        if (!path.contains("'")) {
            return tag(key) + "= '" + path + "'";
        }
        return path.contains("\"") ? tag(key) + like(path, "") : tag(key) + "= \"" + path + "\"";
    }

    /** Finds all whose tag {@code key} starts with {@code path}; {@code %} and {@code _} in it may find others too. */
    static String startsWith(String key, String path) {
        return tag(key) + like(path, "%");
    }

    private static String tag(String key) {
        return "tags.`" + key + "` ";
    }

    private static String like(String path, String rest) {
        return "LIKE '" + path.replace('\'', '_') + rest + "'";
    }
}
