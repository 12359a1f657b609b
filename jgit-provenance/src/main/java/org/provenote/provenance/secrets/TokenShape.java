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

    /** A shape that starts with one of a few fixed prefixes at the start of a word, which stay readable. */
    private static TokenShape prefixed(String body, String... prefixes) {
        return new TokenShape(
                List.of(prefixes),
                Pattern.compile("(?<![A-Za-z0-9])("
                        + Stream.of(prefixes).map(Pattern::quote).collect(Collectors.joining("|")) + ")" + body));
    }

    private static TokenShape of(String anchor, String pattern) {
        return new TokenShape(List.of(anchor), Pattern.compile(pattern));
    }

    /** From the issuers' own documentation of their tokens. */
    static final List<TokenShape> KNOWN = List.of(
            prefixed("[A-Za-z0-9]{30,}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
            prefixed("[A-Za-z0-9_]{30,}", "github_pat_"),
            prefixed("[A-Za-z0-9_-]{18,}", "glpat-", "gldt-", "glrt-"),
            prefixed("[A-Z0-9]{16}(?![A-Za-z0-9])", "AKIA", "ASIA"),
            prefixed("[A-Za-z0-9-]{10,}", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"),
            prefixed("[A-Za-z0-9_-]{35}", "AIza"),
            // mixed, so that sk-learn-random-forest is none
            prefixed(
                    "(?:(?:or-v1-)?[0-9a-f]{32,}"
                            + "|(?=[a-z0-9_-]{0,200}+[A-Z])(?=[A-Za-z_-]{0,200}+[0-9])"
                            + "(?:[A-Za-z0-9]{20}[A-Za-z0-9_-]*|[A-Za-z0-9_-]{30,}))",
                    "sk-"),
            prefixed("[A-Za-z0-9]{16,}", "sk_live_", "rk_live_", "sk_test_"),
            prefixed("[A-Za-z0-9]{30,}", "hf_"),
            prefixed("[0-9a-f]{32}(?:-\\d)?(?![A-Za-z0-9])", "dapi"),
            prefixed("[A-Za-z0-9]{36}", "npm_"),
            prefixed("[A-Za-z0-9_-]{50,}", "pypi-"),
            prefixed("[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{30,}", "SG."),
            // not within a longer run: each would be searched to its end from each such place
            of("eyJ", "(?<![A-Za-z0-9_-])(eyJ)[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+"),
            of("ccountKey=", "(AccountKey=)[A-Za-z0-9+/]{40,}={0,2}"),
            // settings of Maven and of others that are written in XML
            new TokenShape(
                    List.of("<password>", "<passphrase>"),
                    Pattern.compile("(<pass(?:word|phrase)>)[^<$*]{1,200}(?=</)")),
            of("PRIVATE KEY-----", "(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]*(?=-----END)"),
            // a line of a notebook's JSON may hold several lines of output: stop at quotes and backslashes
            of("://", "(://[^\\s/@:\"'\\\\<>]{0,100}:)[^\\s/@\"'\\\\<>]+(?=@)"),
            // a token in the place of the user
            new TokenShape(
                    List.of("http://", "https://"), Pattern.compile("(https?://)[^\\s/@:\"'\\\\<>*?#]{1,200}(?=@)")),
            of("earer ", "([Bb]earer )[A-Za-z0-9._~+/-]{16,}=*"),
            // printed environments: SOME_PASSWORD=…, AWS_SECRET_ACCESS_KEY: "…"
            new TokenShape(
                    List.of("PASSWORD", "SECRET", "TOKEN", "API_KEY", "ACCESS_KEY"),
                    Pattern.compile("(?<![A-Za-z0-9_])([A-Z][A-Z0-9_]{0,60}"
                            + "(?:PASSWORD|SECRET|TOKEN|API_KEY|SECRET_ACCESS_KEY)[ ]?[=:][ ]?[\\\\\"']{0,2})"
                            + "[^\\s\"'\\\\,;}]{4,}")),
            of("aws_secret_access_key", "(aws_secret_access_key\\s*[=:]\\s*[\\\\\"']{0,2})[A-Za-z0-9/+]{30,}"));
}
