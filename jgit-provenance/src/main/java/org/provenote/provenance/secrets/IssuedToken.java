package org.provenote.provenance.secrets;

import java.util.List;
import java.util.regex.Pattern;

/** Tokens and keys in the shapes that their issuers' own documentation gives them. */
final class IssuedToken {
    static final List<TokenShape> SHAPES = List.of(
            TokenShape.prefixed("[A-Za-z0-9]{30,}", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
            TokenShape.prefixed("[A-Za-z0-9_]{30,}", "github_pat_"),
            TokenShape.prefixed("[A-Za-z0-9_-]{18,}", "glpat-", "gldt-", "glrt-"),
            TokenShape.prefixed("[A-Z0-9]{16}(?![A-Za-z0-9])", "AKIA", "ASIA"),
            TokenShape.prefixed("[A-Za-z0-9-]{10,}", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"),
            TokenShape.prefixed("[A-Za-z0-9_-]{35}", "AIza"),
            // mixed, so that sk-learn-random-forest is none
            TokenShape.prefixed(
                    "(?:(?:or-v1-)?[0-9a-f]{32,}"
                            + "|(?=[a-z0-9_-]{0,200}+[A-Z])(?=[A-Za-z_-]{0,200}+[0-9])"
                            + "(?:[A-Za-z0-9]{20}[A-Za-z0-9_-]*|[A-Za-z0-9_-]{30,}))",
                    "sk-"),
            TokenShape.prefixed("[A-Za-z0-9]{16,}", "sk_live_", "rk_live_", "sk_test_"),
            TokenShape.prefixed("[A-Za-z0-9]{30,}", "hf_"),
            TokenShape.prefixed("[0-9a-f]{32}(?:-\\d)?(?![A-Za-z0-9])", "dapi"),
            TokenShape.prefixed("[A-Za-z0-9]{36}", "npm_"),
            TokenShape.prefixed("[A-Za-z0-9_-]{50,}", "pypi-"),
            TokenShape.prefixed("[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{30,}", "SG."),
            // not within a longer run: each would be searched to its end from each such place
            TokenShape.of(
                    "eyJ",
                    "(?=eyJ)(?<!-)" + TokenShape.START_OF_NAME
                            + "(eyJ)[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+"),
            TokenShape.of("ccountKey=", "(AccountKey=)[A-Za-z0-9+/]{40,}={0,2}"),
            // settings of Maven and of others that are written in XML
            new TokenShape(
                    List.of("<password>", "<passphrase>"),
                    Pattern.compile("(<pass(?:word|phrase)>)[^<$*\"\\\\\\r\\n]{1,200}(?=</)")),
            TokenShape.of("earer ", "([Bb]earer )[A-Za-z0-9._~+/-]{16,}=*"),
            TokenShape.of(
                    "aws_secret_access_key", "(aws_secret_access_key\\s*[=:]\\s*[\\\\\"']{0,2})[A-Za-z0-9/+]{30,}"));

    private IssuedToken() {}
}
