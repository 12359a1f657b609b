package org.provenote.tracking.validation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;

/** What may be the key of a param, metric or tag: MLflow may use it as a file's name. */
final class Keys {
    private static final int MAX_LENGTH = 250;

    /** From here on no time is spent on what else is wrong. */
    private static final int FAR_TOO_LONG = 10 * MAX_LENGTH;

    /** As in Python: letters and digits of any script. */
    private static final Pattern CHARACTERS = Pattern.compile("[/\\p{L}\\p{N}_.\\- :]*");

    private Keys() {}

    static void check(String what, @Nullable String key) {
        check(Place.ALONE, what, key);
    }

    static void check(Place place, String what, @Nullable String key) {
        checkLength(place, what, checkCharacters(place, what, key));
    }

    /** All but the length, which MLflow checks last of a metric, unless it is far too long for more checks. Returns the key. */
    static String checkCharacters(Place place, String what, @Nullable String key) {
        if (key == null) {
            throw MlflowException.invalid(
                    "Missing value for required parameter '" + place.of(what) + "'. A key name must be provided.");
        }
        if (key.length() > FAR_TOO_LONG) {
            checkLength(place, what, key);
        }
        if (!CHARACTERS.matcher(key).matches()) {
            throw refused(
                    place.of(what),
                    key,
                    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:)"
                            + " and slashes (/).");
        }
        String resolved = normalized(key);
        if (!resolved.equals(key) || resolved.equals(".") || resolved.startsWith("..") || resolved.startsWith("/")) {
            throw refused(
                    place.of(what),
                    key,
                    "Names may be treated as files in certain cases, and must not resolve to other names when treated as"
                            + " such. This name would resolve to '" + Lengths.shown(resolved) + "'");
        }
        return key;
    }

    static void checkLength(Place place, String what, String key) {
        Lengths.check(place, what, MAX_LENGTH, key);
    }

    private static MlflowException refused(String what, String key, String why) {
        return MlflowException.invalid(
                "Invalid value \"" + Lengths.shown(key) + "\" for parameter '" + what + "' supplied: " + why);
    }

    /** Python's {@code posixpath.normpath}. */
    static String normalized(String path) {
        if (path.indexOf('/') < 0 && !path.isEmpty()) {
            return path;
        }
        String root = path.startsWith("//") && !path.startsWith("///") ? "//" : path.startsWith("/") ? "/" : "";
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            boolean up = part.equals("..");
            if (!up || (root.isEmpty() && (parts.isEmpty() || parts.peekLast().equals("..")))) {
                parts.addLast(part);
            } else {
                parts.pollLast();
            }
        }
        String joined = root + String.join("/", parts);
        return joined.isEmpty() ? "." : joined;
    }
}
