package org.provenote.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The percent-encoded parts of a request's address; a percent sign that encodes nothing stands for itself. */
final class Query {
    private static final Pattern PLAIN_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private Query() {}

    static Map<String, List<String>> parse(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            if (!name.isEmpty()) {
                values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }

    static String decode(String raw, boolean plusIsSpace) {
        boolean percent = raw.indexOf('%') >= 0;
        if (!percent && (!plusIsSpace || raw.indexOf('+') < 0)) {
            return raw;
        }
        String encoded = percent ? PLAIN_PERCENT.matcher(raw).replaceAll("%25") : raw;
        return URLDecoder.decode(plusIsSpace ? encoded : encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
