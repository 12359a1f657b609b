package org.provenote.server;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.server.backend.Backend;
import org.provenote.server.guard.SecretGuard;
import org.provenote.server.http.Guard;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.pages.Site;
import org.provenote.tracking.store.TrackingStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a port of its own, as a person, or Jupyter, would start it in {@code root}, and a client of it. */
final class RunningServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final JsonMapper JSON = JsonMapper.builder().build();

    final Backend backend;
    final Site site;
    private final Server server;
    private final Map<String, String> environment;

    private RunningServer(Backend backend, Site site, List<Guard> guards, Map<String, String> environment)
            throws IOException {
        this.backend = backend;
        this.site = site;
        this.environment = environment;
        this.server = Server.start(backend, site, guards, "127.0.0.1", 0, false);
    }

    static RunningServer in(Path root) throws IOException {
        return in(root, Map.of());
    }

    static RunningServer in(Path root, Map<String, String> environment) throws IOException {
        return in(root, environment, Site.NONE);
    }

    static RunningServer in(Path root, Map<String, String> environment, Site site) throws IOException {
        return of(new Backend(root, Optional.empty()), environment, site);
    }

    /** As Jupyter starts it, asked as Jupyter asks. */
    static RunningServer ofJupyter(Path root) throws IOException {
        return in(root, Map.of("PROVENOTE_SERVER_SECRET", "s3cret"));
    }

    static RunningServer of(Backend backend, Map<String, String> environment, Site site) throws IOException {
        ServerEnvironment settings = new ServerEnvironment(environment::get);
        settings.secret().ifPresent(secret -> backend.belongToJupyter());
        return new RunningServer(
                backend, site, Access.of(settings, site, "127.0.0.1", List.of(), Optional.empty()), environment);
    }

    /** In front of the server at {@code uri}. */
    static RunningServer before(String uri, Path root, Map<String, String> environment) throws IOException {
        return of(new Backend(root, Optional.of(uri)), environment, Site.NONE);
    }

    TrackingStore store() {
        return backend.store();
    }

    int port() {
        return server.port();
    }

    String uri(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    JsonNode getJson(String path) {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    JsonNode postJson(String path, String json) {
        return json(post(path, json));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri(path)));
        String secret = environment.get("PROVENOTE_SERVER_SECRET");
        if (secret != null) {
            request.header(SecretGuard.HEADER, secret);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer from the server", e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
