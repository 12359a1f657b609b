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
        this.segments = segments(route.path());
    }

    static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    Route route() {
        return route;
    }

    /** What the path, in its segments, has in the named places, or empty if it is another path. */
    Optional<Map<String, String>> match(List<String> found) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= found.size()) {
                return Optional.empty();
            }
            if (segment.endsWith("...}")) {
                String rest = String.join("/", found.subList(i, found.size()));
                parameters.put(segment.substring(1, segment.length() - 4), rest);
                return Optional.of(parameters);
            }
            if (segment.startsWith("{") && !found.get(i).isEmpty()) {
                parameters.put(segment.substring(1, segment.length() - 1), found.get(i));
            } else if (!segment.equals(found.get(i))) {
                return Optional.empty();
            }
        }
        return found.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
    }
}
