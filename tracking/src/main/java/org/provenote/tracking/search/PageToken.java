package org.provenote.tracking.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Page;

/** MLflow's page tokens: Base64 of {@code {"offset": n}}. */
public final class PageToken {
    /** The number 0 is no offset to MLflow; the text is one. */
    private static final Pattern OFFSET = Pattern.compile("\\{\\s*\"offset\"\\s*:\\s*(?!0\\s*})\"?(\\d{1,18})\"?\\s*}");

    private PageToken() {}

    /** How many results the pages before this one had; 0 without a token. */
    public static long offset(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        Matcher matcher = OFFSET.matcher(decoded(token));
        if (!matcher.matches()) {
            throw invalid(token);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** A page of at most {@code size} from a listing that was asked for one more than that. */
    public static <T> Page<T> page(List<T> found, int size, long offset) {
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        String next = "{\"offset\": " + (offset + size) + "}";
        return new Page<>(
                found.subList(0, size), Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decoded(String token) {
        if (token.length() % 4 != 0) {
            // Java reads Base64 without its padding, Python does not: the end of the token is missing.
            throw invalid(token);
        }
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(token);
        }
    }

    private static MlflowException invalid(String token) {
        return MlflowException.invalid("Invalid page token '" + SearchErrors.start(token)
                + "': expected the next_page_token of the page before, unchanged");
    }
}
