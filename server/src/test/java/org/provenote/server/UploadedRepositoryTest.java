package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.provenance.run.RunTags;
import org.provenote.server.backend.Backend;
import org.provenote.server.pages.Site;

/** A client uploads a Git repository as artifacts and has a run say that its code is there. */
class UploadedRepositoryTest {
    private static final String NOTEBOOK = "{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}";

    @TempDir
    Path folder;

    private Path root;
    private Path repository;
    private String commit = "";

    @BeforeEach
    void prepare() throws Exception {
        root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("course"));
        Files.writeString(root.resolve("course/grading.ipynb"), "mine");
        repository = Files.createDirectories(folder.resolve("theirs"));
        Files.writeString(repository.resolve("nb.ipynb"), NOTEBOOK);
        Files.writeString(repository.resolve(".envrc"), "echo theirs");
        git("init", "-q");
        git("add", ".");
        git(
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@example.org",
                "commit",
                "-qm",
                "x\n\nProvenote-Notebook: nb.ipynb");
        commit = git("rev-parse", "HEAD").strip();
    }

    @Test
    void asFilesOfARunItIsNoVersion() throws IOException {
        String run = run(Optional.empty(), id -> "mlruns/0/" + id + "/artifacts/w", (server, id, name, bytes) -> {
            String to = "/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + id + "&path=w/" + name;
            return server.send(server.request(to).POST(BodyPublishers.ofByteArray(bytes)))
                    .statusCode();
        });

        assertNoneIsThere(run, Optional.empty());
    }

    @Test
    void amongProxiedArtifactsItIsNoVersion() throws IOException {
        String run = run(Optional.empty(), id -> "mlartifacts/w", UploadedRepositoryTest::put);

        assertNoneIsThere(run, Optional.empty());
    }

    @Test
    void inTheFolderThatTheServerWasGivenItIsNoVersion() throws IOException {
        Optional<Path> destination = Optional.of(root.resolve("given"));
        String run = run(destination, id -> "given/w", UploadedRepositoryTest::put);

        assertNoneIsThere(run, destination);
    }

    private interface Place {
        String of(String run);
    }

    private interface Upload {
        int ask(RunningServer server, String run, String name, byte[] content);
    }

    private static int put(RunningServer server, String run, String name, byte[] content) {
        String to = "/api/2.0/mlflow-artifacts/artifacts/w/" + name;
        return server.send(server.request(to).PUT(BodyPublishers.ofByteArray(content)))
                .statusCode();
    }

    private String run(Optional<Path> destination, Place place, Upload upload) throws IOException {
        try (RunningServer server = server(destination, Map.of())) {
            String run = server.postJson("/api/2.0/mlflow/runs/create", "{\"experiment_id\":\"0\"}")
                    .at("/run/info/run_id")
                    .asString();
            try (Stream<Path> files = Files.walk(repository.resolve(".git"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = repository.relativize(file).toString();
                    assertThat(upload.ask(server, run, name, Files.readAllBytes(file)))
                            .isEqualTo(200);
                }
            }
            assertThat(root.resolve(place.of(run)).resolve(".git/HEAD")).exists();
            tag(server, run, RunTags.NOTEBOOK_PATH, place.of(run) + "/nb.ipynb");
            tag(server, run, RunTags.REVISION, commit);
            return run;
        }
    }

    private static void tag(RunningServer server, String run, String key, String value) {
        String body = "{\"run_id\":\"%s\",\"key\":\"%s\",\"value\":\"%s\"}".formatted(run, key, value);
        assertThat(server.post("/api/2.0/mlflow/runs/set-tag", body).statusCode())
                .isEqualTo(200);
    }

    private void assertNoneIsThere(String run, Optional<Path> destination) throws IOException {
        for (Map<String, String> started : List.of(Map.<String, String>of(), Map.of("PROVENOTE_SERVER_SECRET", "s"))) {
            try (RunningServer server = server(destination, started)) {
                String asked = "/provenote/runs/" + run;
                assertThat(server.get(asked + "/notebook").statusCode()).isEqualTo(404);
                assertThat(server.post(asked + "/restore", "{}").statusCode()).isEqualTo(404);
            }
        }
        assertThat(root.resolve("course/grading.ipynb")).hasContent("mine");
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files).noneMatch(file -> file.endsWith(".envrc") || file.endsWith("nb.ipynb"));
        }
    }

    private RunningServer server(Optional<Path> destination, Map<String, String> environment) throws IOException {
        return RunningServer.of(
                new Backend(root, Optional.empty(), destination, Optional.empty()), environment, Site.NONE);
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
