package org.provenote.provenance.secrets;

import java.util.List;
import java.util.regex.Pattern;

/** Passwords and tokens in URLs, JDBC's among them: before the host and among the parameters. */
final class UrlSecret {
    // a line of a notebook's JSON may hold several lines of output: stop at quotes and backslashes
    private static final TokenShape PASSWORD =
            TokenShape.of("://", "(://[^\\s/@:\"'\\\\<>]{0,100}:)[^\\s/@\"'\\\\<>]+(?=@)");

    private static final TokenShape TOKEN_FOR_USER = new TokenShape(
            List.of("http://", "https://"), Pattern.compile("(https?://)[^\\s/@:\"'\\\\<>*?#]{1,200}(?=@)"));

    private static final String SEPARATOR = "(?:[?&]|\\\\u0026|&amp;)";
    private static final String NAME =
            "(?:[Pp]assword|pwd|(?:access_|refresh_|id_|auth_)?token|(?:client_)?secret|api_?key|apiKey)=";
    /** Not what a program puts in: {@code {token}}, {@code ${token}}, {@code <token>}, {@code %s}. */
    private static final String VALUE = "(?!%[sd])[^\\s\"'\\\\&;<>#{}$*()]{4,}+(?!\\()";

    private static final List<String> NAME_ANCHORS =
            List.of("assword=", "pwd=", "token=", "secret=", "api_key=", "apikey=", "apiKey=");

    private static final TokenShape PARAMETER =
            new TokenShape(NAME_ANCHORS, Pattern.compile("(" + SEPARATOR + NAME + ")" + VALUE));

    /** SQL Server's driver has semicolons, which stand between statements too. */
    private static final TokenShape PROPERTY =
            new TokenShape(NAME_ANCHORS, Pattern.compile("(;" + NAME + ")(?<=://[^\\s\"'\\\\<>]{0,300})" + VALUE));

    private static final TokenShape SIGNATURE = new TokenShape(
            List.of("sig=", "Signature="),
            Pattern.compile("(" + SEPARATOR + "(?:sig|(?:X-(?:Amz|Goog)-)?Signature)=)[A-Za-z0-9%+/=_-]{20,}"));

    static final List<TokenShape> SHAPES = List.of(PASSWORD, TOKEN_FOR_USER, PARAMETER, PROPERTY, SIGNATURE);

    private UrlSecret() {}
}
