package org.provenote.server.notebook;

/** A filter of MLflow's search language for a tag that is a file's path. */
final class PathFilter {
    private PathFilter() {}

    /**
     * Finds every run whose tag {@code key} is {@code path}. The language has no escape for quotes, so a path with both kinds
     * is found by a pattern, which may find a few others too.
     */
    static String of(String key, String path) {
        String tag = "tags.`" + key + "` ";
        if (!path.contains("'")) {
            return tag + "= '" + path + "'";
        }
        return path.contains("\"") ? tag + "LIKE '" + path.replace('\'', '_') + "'" : tag + "= \"" + path + "\"";
    }
}
