package org.provenote.provenance.secrets;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A private key as PEM and PGP write it. There must be a key in it: code that takes the first and the last line off one has
 * both of them too. Brackets and calls are in none, so that a block reaches from no cell of a notebook into the next.
 */
final class PrivateKeyBlock {
    private static final String BEGIN = "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----";
    private static final String END = "-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----";

    /** Of a key, its headers, and the quotes, commas and escaped line breaks of a string for each line. */
    private static final String PLAIN = "[A-Za-z0-9+/=\\s\\\\\"',:.@]";
    /** Headers have dashes, as in {@code Proc-Type}, and the system's name in parentheses. */
    private static final String BODY =
            PLAIN + "*+(?:-" + PLAIN + "++|\\([A-Za-z0-9/ ._-]{1,40}\\)" + PLAIN + "*+){0,50}+";

    private static final String BETWEEN_LINES = "[\\s\"',]{0,80}";

    private static final String LINE_BREAK = "(?:[\\r\\n]|\\\\[nr])";
    /** A line of the key, or all of it in one. */
    private static final String AFTER_KEY = "(?<=(?:" + LINE_BREAK + BETWEEN_LINES + "[A-Za-z0-9+/=]{4,100}"
            + LINE_BREAK + "|[A-Za-z0-9+/=]{40})[\\s\"',\\\\nr]{0,80})";

    /** A JSON object's name would lose its value, or a value its name. */
    private static final String NO_NAME = "(?!\\\\*\"\\s*:)";

    static final TokenShape SHAPE = new TokenShape(
            List.of("PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"),
            Pattern.compile("(" + BEGIN + ")" + NO_NAME + BODY + AFTER_KEY + "(?=" + END + NO_NAME + ")"));

    private PrivateKeyBlock() {}
}
