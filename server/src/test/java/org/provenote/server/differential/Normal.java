package org.provenote.server.differential;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What two servers may say differently. */
final class Normal {
    /** Times that a server takes itself; words for people, of which only the error code is the contract. */
    private static final Set<String> OWN = Set.of(
            "creation_time",
            "last_update_time",
            "creation_timestamp_ms",
            "last_updated_timestamp_ms",
            "message",
            "next_page_token");

    /** Lists that MLflow sorts by ids of its own making. */
    private static final Set<String> UNORDERED = Set.of("model_inputs", "model_outputs");

    private static final Pattern COMPLAINT = Pattern.compile(
            "(Invalid value .* for parameter|Missing value for required parameter) '[^']*'", Pattern.DOTALL);

    private static final Pattern PLAIN = Pattern.compile("[ -\\[\\]-~]{0,300}");

    private Normal() {}

    static boolean isOwn(String field) {
        return OWN.contains(field);
    }

    /** Which parameter is wrong, and how: words that MLflow's own tests of its API look for. */
    static String complaint(String message) {
        Matcher found = COMPLAINT.matcher(message);
        if (!found.find()) {
            return "";
        }
        String complaint = found.group();
        boolean plain = PLAIN.matcher(complaint).matches();
        // How a value is cut or escaped is nobody's contract.
        return plain ? complaint : complaint.replaceFirst("(?s)value .* for", "value … for");
    }

    /** A few of MLflow's refusals tell an unknown attribute from other wrong values; ours have the class of their code. */
    static String text(String text) {
        return switch (text) {
            case "ATTRIBUTE_NOT_FOUND" -> "INVALID_PARAMETER_VALUE";
            case "KAM04" -> "KAM00";
            default -> text;
        };
    }

    static boolean isUnordered(String field) {
        return UNORDERED.contains(field);
    }
}
