package org.provenote.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @TempDir
    Path root;

    /** No text in UTF-8, but Python's JSON takes them, as if they were escaped: of the tag there is a key, and a value that nobody can read. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00ed\u00a0\u0080", "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080", "\\ud800"})
    void halvesOfCharactersAreReadAsByMlflow(String half) throws IOException {
        assertThat(setTag(half)).isEqualTo(200);
    }

    @Test
    void otherBytesThatAreNoTextAreNoJson() throws IOException {
        assertThat(setTag("\u00ff")).isEqualTo(400);
        assertThat(setTag("\u00ed\u00a0")).isEqualTo(400);
    }

    private int setTag(String bytes) throws IOException {
        try (RunningServer server = RunningServer.in(root)) {
            String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\": \"0\"}")
                    .at("/run/info/run_id")
                    .asString();
            String body = "{\"run_id\": \"" + run + "\", \"key\": \"k\", \"value\": \"" + bytes + "\"}";
            return server.send(server.request("/api/2.0/mlflow/runs/set-tag", "Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1))))
                    .statusCode();
        }
    }
}
