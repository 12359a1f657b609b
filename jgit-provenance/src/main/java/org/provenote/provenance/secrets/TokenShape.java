package org.provenote.provenance.secrets;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a secret of one kind looks.
 *
 * @param anchors plain texts, one of which stands in every such secret: searching them is fast, matching is not
 * @param pattern the secret; what its first group matches stays readable, the rest is masked
 */
record TokenShape(List<String> anchors, Pattern pattern) {

    /** The letter of an escape such as {@code \n}, or the last one of a colour, is no part of the word after it. */
    private static final String AFTER_ESCAPE =
            "(?<=[a-z0-9])(?:(?<=\\\\[bfnrt])|(?<=\\\\u[0-9a-fA-F]{4})|(?<=m)(?<=\\[[0-9;]{0,20}m))";

    /** Of a word. */
    private static final String START = "(?:(?<![A-Za-z0-9])|" + AFTER_ESCAPE + ")";

    /** As {@link #START}, for words that have underscores in them. */
    static final String START_OF_NAME = "(?:(?<![A-Za-z0-9_])|" + AFTER_ESCAPE + ")";

    /** A shape that starts with one of a few fixed prefixes at the start of a word, which stay readable. */
    static TokenShape prefixed(String body, String... prefixes) {
        String any = Stream.of(prefixes).map(Pattern::quote).collect(Collectors.joining("|"));
        // looking ahead first costs least
        return new TokenShape(List.of(prefixes), Pattern.compile("(?=" + any + ")" + START + "(" + any + ")" + body));
    }

    static TokenShape of(String anchor, String pattern) {
        return new TokenShape(List.of(anchor), Pattern.compile(pattern));
    }
}
