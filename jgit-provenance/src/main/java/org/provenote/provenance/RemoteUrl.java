package org.provenote.provenance;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Git remote's URL, made safe to record. */
final class RemoteUrl {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^:]*|\\[[^\\]]*\\](:\\d*)?|[^:]*:\\d*");

    private RemoteUrl() {}

    /**
     * Strips user, password and token, as MLflow does ({@code https://user:token@host/path} becomes {@code
     * https://host/path}), from every URL within, and the query of a web address, where some hosts take a token. The
     * short form {@code git@host:path} has no place for a password and stays.
     */
    static String withoutCredentials(String url) {
        Matcher scheme = SCHEME.matcher(url);
        int last = 0;
        while (scheme.find()) {
            last = scheme.end();
        }
        return last == 0 ? url : url.substring(0, last) + clean(url.substring(last), isWeb(url));
    }

    private static boolean isWeb(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.contains("http://") || lower.contains("https://");
    }

    private static String clean(String rest, boolean web) {
        String bare = withoutUser(rest);
        int query = web ? firstOf(bare, '?', '#') : -1;
        return query < 0 ? bare : bare.substring(0, query);
    }

    private static String withoutUser(String rest) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at < 0 && !HOST_AND_PORT.matcher(authority).matches()) {
            // user:pa/ss@host: a slash in a password, which Git would not accept, still is a password
            at = rest.lastIndexOf('@');
        }
        return rest.substring(at + 1);
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        return first < 0 || second < 0 ? Math.max(first, second) : Math.min(first, second);
    }
}
