package org.provenote.tracking.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** {@code %20} and the like in an address or a path. A plus stands for itself, and so does a percent sign that encodes nothing. */
public final class PercentEncoding {
    private static final Pattern NOT_AN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private PercentEncoding() {}

    /** Decoded once. */
    public static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        String escaped = NOT_AN_ESCAPE.matcher(text).replaceAll("%25").replace("+", "%2B");
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }
}
