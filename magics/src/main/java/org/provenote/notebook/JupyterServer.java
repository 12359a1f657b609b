package org.provenote.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.provenote.provenance.notebook.NotebookDocument;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Jupyter server that started this kernel, as its runtime file {@code jpserver-<pid>.json} describes it (written by
 * {@code jupyter_server.serverapp.ServerApp.write_server_info_file}).
 */
final class JupyterServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode description;
    private final Optional<String> hubToken;
    private final Optional<String> secret;

    private JupyterServer(JsonNode description, Optional<String> hubToken, Optional<String> secret) {
        this.description = description;
        this.hubToken = hubToken;
        this.secret = secret;
    }

    /** The server that is the kernel's parent; empty when something else is. */
    static Optional<JupyterServer> of(KernelEnvironment environment) {
        return environment
                .parentPid()
                .map(pid -> environment.runtimeFolder().resolve("jpserver-" + pid + ".json"))
                .filter(Files::isRegularFile)
                .flatMap(JupyterServer::read)
                .map(description ->
                        new JupyterServer(description, environment.hubToken(), environment.jupyterSecret()));
    }

    Optional<Path> root() {
        return KernelEnvironment.path(description.path("root_dir").asString("")).filter(Files::isDirectory);
    }

    /**
     * The paths, below the root, of the notebooks whose sessions have this kernel now: they follow renames. Our server extension
     * is asked first, for Jupyter itself refuses where it has a password and so no token.
     */
    Set<String> notebooksOf(String kernelId) {
        return secret
                .flatMap(known -> get("provenote/kernels/" + kernelId + "/sessions"))
                .or(() -> get("api/sessions"))
                .stream()
                .flatMap(JsonNode::valueStream)
                .filter(session ->
                        session.path("kernel").path("id").asString("").equals(kernelId))
                .filter(session -> session.path("type").asString("").equals("notebook"))
                .map(session -> session.path("path").asString(""))
                .collect(Collectors.toSet());
    }

    /**
     * What a browser gave our server extension for this kernel's run; empty when none did in time, at once where no browser
     * listens to the kernel.
     *
     * @param answerTo the secret whose hash the browser was told
     */
    Optional<byte[]> openNotebook(String kernelId, String answerTo, Duration patience) {
        String path = "provenote/kernels/" + kernelId + "/open-notebook?seconds=" + patience.toMillis() / 1_000.0;
        try {
            HttpURLConnection connection = open(path, patience.plus(TIMEOUT));
            connection.setRequestProperty("X-Provenote-Request-Secret", answerTo);
            try (InputStream in = connection.getInputStream()) {
                byte[] content = in.readNBytes(NotebookDocument.LARGEST + 1);
                return content.length > NotebookDocument.LARGEST ? Optional.empty() : Optional.of(content);
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Empty where the server refuses, is going down or is out of reach; then others are asked. */
    private Optional<JsonNode> get(String path) {
        try (InputStream in = open(path, TIMEOUT).getInputStream()) {
            return Optional.of(JSON.readTree(in));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpURLConnection open(String path, Duration timeout) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(description.path("url").asString("") + path).toURL().openConnection();
        connection.setConnectTimeout((int) TIMEOUT.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        token().ifPresent(token -> connection.setRequestProperty("Authorization", "token " + token));
        secret.ifPresent(known -> connection.setRequestProperty("X-Provenote-Jupyter-Secret", known));
        return connection;
    }

    private Optional<String> token() {
        return Optional.of(description.path("token").asString(""))
                .filter(token -> !token.isEmpty())
                .or(() -> hubToken);
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
