package org.provenote.provenance.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    /** Put together here, so that no scanner takes this file for a leak. */
    static Stream<String> tokens() {
        String letters = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hI5kL7nO9qR1tU3wX5zA7cD9fG1iJ3";
        return Stream.of(
                "ghp_" + letters.substring(0, 36),
                "github_" + "pat_" + letters.substring(0, 40),
                "glpat" + "-" + letters.substring(0, 20),
                "AKIA" + "IOSFODNN7EXAMPLE",
                "xoxb" + "-1234567890-" + letters.substring(0, 12),
                "AIza" + letters.substring(0, 35),
                "sk-" + "ant-api03-" + letters,
                "sk-" + letters.substring(0, 24),
                "sk-" + "or-v1-" + "0123456789abcdef".repeat(4),
                "sk-" + "0123456789abcdef".repeat(2),
                "sk_live_" + letters.substring(0, 24),
                "hf_" + letters.substring(0, 34),
                "dapi" + "0123456789abcdef0123456789abcdef",
                "npm_" + letters.substring(0, 36),
                "pypi-" + letters,
                "SG." + letters.substring(0, 22) + "." + letters.substring(0, 43),
                "eyJ" + letters.substring(0, 20) + ".eyJ" + letters + "." + letters);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aTokenOfAKnownShapeIsMaskedAnywhere(String token) {
        assertThat(Secrets.mask("before " + token + " after"))
                .doesNotContain(token)
                .contains("***");
        assertThat(Secrets.mask("{\"text\": [\"key=" + token + "\\n\"]}"))
                .doesNotContain(token.substring(8))
                .startsWith("{\"text\": [\"key=")
                .endsWith("\\n\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:hunter22@example.org/x",
                "https://hunter22@example.org/x",
                "jdbc:postgresql://u:hunter22@db/x",
                "DB_PASSWORD=hunter22",
                "MY_API_KEY: \\\"hunter22\\\"",
                "GITHUB_TOKEN='hunter22'",
                "Authorization: Bearer hunter22hunter22",
                "AccountKey=hunter22hunter22hunter22hunter22hunter22hunter22==",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter22\n-----END RSA PRIVATE KEY-----",
                "aws_secret_access_key = hunter22hunter22hunter22hunter22hunter22",
                "<server><password>hunter22</password></server>",
            })
    void aPasswordIsMaskedAndWhatStandsAroundItStays(String text) {
        assertThat(Secrets.mask(text))
                .doesNotContain("hunter22")
                .contains("***")
                .startsWith(text.substring(0, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-based-scheduling-of-everything-here",
                "https://example.org:8080/a@b",
                "https://example.org/@somebody",
                "ssh://git@example.org/x",
                "risk-adjusted return",
                "sk-learn-random-forest-classifier-with-200-trees",
                "String token = tokenizer.next();",
                "MAX_TOKENS=4096",
                "git@github.com:a/b.git",
                "AKIAB",
                "<password>${env.PASSWORD}</password>",
            })
    void ordinaryTextStays(String text) {
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }

    @Test
    void bytesWithoutSecretsAreTheSameArray() {
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);

        assertThat(Secrets.mask(random)).isSameAs(random);
    }

    @Test
    void whatSurroundsAMaskedSecretKeepsItsBytes() {
        byte[] masked = Secrets.mask("größe https://u:geheim@h/日本".getBytes(UTF_8));

        assertThat(new String(masked, UTF_8)).isEqualTo("größe https://u:***@h/日本");
    }

    static Stream<String> anchors() {
        return TokenShape.KNOWN.stream().flatMap(shape -> shape.anchors().stream());
    }

    /** A hang, not a matter of speed: what takes the square of the length would take hours here. */
    @ParameterizedTest
    @MethodSource("anchors")
    void whateverTheTextItTakesTimeByItsLengthOnly(String anchor) {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (String piece :
                    List.of(anchor, anchor + "a", "-" + anchor, anchor + "-", anchor + "a1b2:", anchor + ".a")) {
                Secrets.mask(piece.repeat(1_000_000 / piece.length()));
            }
        });
    }

    @Test
    void masksTwiceAsOnce() {
        tokens().forEach(token -> assertThat(Secrets.mask(Secrets.mask(token))).isEqualTo(Secrets.mask(token)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                ".env.local",
                "prod.env",
                ".bash_history",
                "x.tfvars",
                "id_rsa",
                "server.pem",
                "client_secret.json",
                "my-credentials.json"
            })
    void aFileMadeForSecretsIsKnownByItsName(String name) {
        assertThat(Secrets.isSecretFile(name)).isTrue();
    }

    @Test
    void foldersOfProgramsThatKeepSecretsAreKnown() {
        assertThat(Secrets.isSecretFolder(".ssh")).isTrue();
        assertThat(Secrets.isSecretFolder("ssh")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env.example",
                "Model.java",
                "environment.yml",
                "keys.java",
                "monkey.csv",
                "loss_history",
                "prod.env.example"
            })
    void otherFilesAreNot(String name) {
        assertThat(Secrets.isSecretFile(name)).isFalse();
    }
}
