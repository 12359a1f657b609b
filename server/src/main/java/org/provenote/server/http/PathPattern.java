package org.provenote.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route's path with {@code {name}} segments. */
final class PathPattern {
    private final Route route;
    private final List<String> segments;

    PathPattern(Route route) {
        this.route = route;
        this.segments = List.of(route.path().split("/", -1));
    }

    Route route() {
        return route;
    }

    /** What the path has in the named places, or empty if it is another path. */
    Optional<Map<String, String>> match(String method, String path) {
        String[] found = path.split("/", -1);
        if (!route.method().equals(method)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= found.length) {
                return Optional.empty();
            }
            if (segment.endsWith("...}")) {
                String rest = String.join("/", List.of(found).subList(i, found.length));
                parameters.put(segment.substring(1, segment.length() - 4), rest);
                return Optional.of(parameters);
            }
            if (segment.startsWith("{") && !found[i].isEmpty()) {
                parameters.put(segment.substring(1, segment.length() - 1), found[i]);
            } else if (!segment.equals(found[i])) {
                return Optional.empty();
            }
        }
        return found.length == segments.size() ? Optional.of(parameters) : Optional.empty();
    }
}
