package org.provenote.provenance.secrets;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Values whose names say that they are secret, as environments are printed and code has them: {@code SOME_PASSWORD=…},
 * {@code API_KEY: "…"}. An expression is none: {@code HF_TOKEN = System.getenv("HF_TOKEN")} has to run again. Nor is what no
 * secret looks like: a number, {@code "[PAD]"}, the name of a setting.
 */
final class NamedValue {
    private static final List<String> ANCHORS = List.of("PASSWORD", "SECRET", "TOKEN", "API_KEY", "ACCESS_KEY");

    /** From its start, and not after {@code case}, which has a colon as well. What is seldom there is looked for first. */
    private static final String NAME = "(?<![A-Z_])(?=[A-Z][A-Z0-9_]{0,80}+[ ]?[=:])" + TokenShape.START_OF_NAME
            + "(?:(?<![ .])|(?<!\\bcase [A-Za-z.]{0,40}))[A-Z0-9_]{0,60}";

    private static final String SECRET = "(?:PASSWORD|SECRET|API_KEY|SECRET_ACCESS_KEY)";
    /** Those of a tokenizer are no secrets, and have no digits among their letters. */
    private static final String SECRET_OR_TOKEN = "(?:PASSWORD|SECRET|API_KEY|SECRET_ACCESS_KEY|TOKEN)";

    private static final String QUOTE = "\\\\{0,3}[\"']";
    private static final String IN_QUOTES = "[^\\s\"'\\\\]";
    private static final String BARE = "[^\\s\"'\\\\,;}]";

    private static final String NO_PLACEHOLDER = "(?![\\[<{$%*(=:!&|])";
    private static final String NO_SETTINGS_NAME =
            "(?!(?i:[a-z._-]{0,60}(?:password|secret|token|key)[a-z._-]{0,60})" + QUOTE + ")";
    private static final String NO_CALL = "(?![A-Za-z_$][A-Za-z0-9_.$]{0,200}[(\\[])";
    private static final String NO_PATH = "(?![A-Za-z_$][A-Za-z0-9_$]{0,200}\\.[A-Za-z_$])";
    private static final String NO_NUMBER =
            "(?![-+]?(?:0[xX][0-9a-fA-F_]{1,20}|[0-9][0-9_.]{0,30}(?:[eE][-+]?[0-9]{1,3})?)[LlFfDd]?(?!" + BARE + "))";
    private static final String NO_CONSTANT = "(?!(?:null|None|[Tt]rue|[Ff]alse)(?!" + BARE + "))";
    private static final String NO_EXPRESSION = NO_PLACEHOLDER + NO_CALL + NO_NUMBER + NO_CONSTANT;

    /** With nothing before the sign, as environments are printed; code has that too, but for its semicolon. */
    private static final String PRINTED = "(?:=|:[ ]?)";
    /** As code and settings have it. */
    private static final String ASSIGNED = "(?:[ ]=[ ]?|=[ ])";

    static final List<TokenShape> SHAPES = List.of(
            shape(
                    SECRET + "[ ]?[=:][ ]?" + QUOTE,
                    NO_PLACEHOLDER + NO_SETTINGS_NAME + IN_QUOTES + "{8,}(?=" + QUOTE + ")"),
            shape(
                    SECRET_OR_TOKEN + "[ ]?[=:][ ]?" + QUOTE,
                    NO_PLACEHOLDER + mixed(IN_QUOTES) + IN_QUOTES + "{8,}(?=" + QUOTE + ")"),
            shape(SECRET + PRINTED, NO_PLACEHOLDER + NO_CALL + NO_CONSTANT + BARE + "{4,}+(?!;)"),
            shape(SECRET_OR_TOKEN + PRINTED, NO_EXPRESSION + mixed(BARE) + BARE + "{4,}"),
            shape(SECRET_OR_TOKEN + ASSIGNED, NO_EXPRESSION + NO_PATH + mixed(BARE) + BARE + "{4,}"));

    private NamedValue() {}

    private static TokenShape shape(String nameAndSign, String value) {
        return new TokenShape(ANCHORS, Pattern.compile("(" + NAME + nameAndSign + ")" + value));
    }

    /** Letters and digits both: an identifier alone has seldom digits, and a secret nearly always. */
    private static String mixed(String of) {
        return "(?=" + of + "{0,200}?[0-9])(?=" + of + "{0,200}?[A-Za-z])";
    }
}
