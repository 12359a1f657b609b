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
import org.provenote.provenance.notebook.NotebookDocument;

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
                "xml.replace(\"<password>\", \"\").replace(\"</password>\", \"\")",
                "s ? TOKEN : other1",
            })
    void ordinaryTextStays(String text) {
        assertThat(Secrets.mask(text)).isEqualTo(text);
    }

    /** A rerun executes it, and a restored file is compiled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "String HF_TOKEN = System.getenv(\"HF_TOKEN\");",
                "String HF_TOKEN=System.getenv(\"HF_TOKEN\");",
                "String DB_PASSWORD = readPassword2();",
                "String DB_PASSWORD = Config.password2;",
                "String DB_PASSWORD=password;",
                "API_KEY = os.environ[\"API_KEY\"]",
                "String API_KEY = null;",
                "API_KEY=None",
                "String PAD_TOKEN = \"[PAD]\";",
                "String MASK_TOKEN = \"<extra_id_0>\";",
                "String EOS_TOKEN = \"endoftext\";",
                "static final int END_TOKEN = 50256;",
                "static final int END_TOKEN=50256;",
                "static final long END_TOKEN = 50256L;",
                "int SECRET=4242;",
                "String DB_PASSWORD = \"db.password\";",
                "String CLIENT_SECRET = \"client_secret\";",
                "if (API_KEY == other1) {}",
                "if (API_KEY==other1) {}",
                "case TOKEN: return1();",
                "case PASSWORD: return value;",
                "case Kind.SECRET: return value;",
                "key.replace(\"-----BEGIN PRIVATE KEY-----\", \"\").replaceAll(\"\\\\s\", \"\")"
                        + ".replace(\"-----END PRIVATE KEY-----\", \"\")",
                "List.of(\"-----BEGIN PRIVATE KEY-----\", \"-----END PRIVATE KEY-----\")",
                "\"-----BEGIN PRIVATE KEY-----\\n\" + body + \"\\n-----END PRIVATE KEY-----\"",
                "get(base + \"?access_token=\" + token)",
                "get(base + \"?access_token={token}&user=%s&password=%s\")",
                "var url = \"https://h/x?token=${TOKEN}\";",
                "x = a;password=hash(b);",
            })
    void codeStays(String code) {
        assertThat(Secrets.mask(code)).isEqualTo(code);
        String inNotebook = code.replace("\\", "\\\\").replace("\"", "\\\"");
        assertThat(Secrets.mask(inNotebook)).isEqualTo(inNotebook);
    }

    static Stream<String> beforeAToken() {
        return Stream.of("\\t", "\\n", "key:\\t", "\\u001b[32m", "\u001b[1;32m", "\\\\n", "\\u003d");
    }

    @ParameterizedTest
    @MethodSource("beforeAToken")
    void aTokenIsMaskedAfterAnEscapeOrAColour(String before) {
        assertThat(tokens())
                .allSatisfy(token -> assertThat(Secrets.mask("[\"" + before + token + "\"]"))
                        .contains("***")
                        .doesNotContain(token));
        assertThat(Secrets.mask(before + "PASSWORD=hunter22")).doesNotContain("hunter22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASSWORD=hunter22",
                "PASSWORD=correcthorse",
                "{API_KEY=hunter22, X=1}",
                "SECRET: hunter22",
                "export TOKEN=hunter22;",
                "DB_PASSWORD = hunter22",
                "String DB_PASSWORD = \"hunter22\";",
                "String DB_PASSWORD = \"hunter22(x\";",
                "jdbc:postgresql://db/x?user=u&password=hunter22&ssl=true",
                "jdbc:sqlserver://db:1433;user=sa;password=hunter22;encrypt=true",
                "https://h/x?access_token=hunter22",
                "https://a.blob.core.windows.net/c?sv=2024&sig=hunter22%2Bhunter22%2Fhunter22%3D",
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2 (GNU/Linux)\n\nhunter22\n=abcd\n"
                        + "-----END PGP PRIVATE KEY BLOCK-----",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n"
                        + "hunter22\nhunter22\n-----END RSA PRIVATE KEY-----",
                "[\"-----BEGIN PRIVATE KEY-----\\n\",\n    \"hunter22\\n\",\n    \"-----END PRIVATE KEY-----\"]",
                "-----BEGIN EC PRIVATE KEY-----\\nhunter22\\n-----END EC PRIVATE KEY-----",
            })
    void whatTheDocsPromiseIsMasked(String text) {
        assertThat(Secrets.mask(text))
                .doesNotContain("hunter22")
                .doesNotContain("correcthorse")
                .contains("***");
    }

    @Test
    void aKeyThatBeginsInOneCellAndEndsInAnotherLeavesTheNotebookReadable() throws Exception {
        String notebook = """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                 {"id": "a", "cell_type": "code", "metadata": {}, "execution_count": 1, "source": ["print(key)"],
                  "outputs": [{"output_type": "stream", "name": "stdout", "text": [
                   "-----BEGIN PRIVATE KEY-----\\n", "MIIEabcd\\n"]}]},
                 {"id": "b", "cell_type": "code", "metadata": {}, "execution_count": 2, "outputs": [],
                  "source": ["s.replace(\\"\\", x)\\n", "MIIEabcd\\n", "-----END PRIVATE KEY-----"]}]}
                """;

        assertThat(NotebookDocument.parse(Secrets.mask(notebook.getBytes(UTF_8)))
                        .cells())
                .hasSize(2);
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
        return KnownShapes.ALL.stream().flatMap(shape -> shape.anchors().stream());
    }

    /** A hang, not a matter of speed: what takes the square of the length would take minutes here. */
    @ParameterizedTest
    @MethodSource("anchors")
    void whateverTheTextItTakesTimeByItsLengthOnly(String anchor) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String piece :
                    List.of(anchor, anchor + "a", "-" + anchor, anchor + "-", anchor + "a1b2:", anchor + ".a")) {
                Secrets.mask(piece.repeat(300_000 / piece.length()));
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
