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
import org.provenote.server.http.Guard;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.pages.Site;
import org.provenote.tracking.store.TrackingStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a port of its own, as a person would start it in {@code root}, and a client of it. */
final class RunningServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final JsonMapper JSON = JsonMapper.builder().build();

    final Backend backend;
    final Site site;
    private final Server server;

    private RunningServer(Backend backend, Site site, List<Guard> guards) throws IOException {
        this.backend = backend;
        this.site = site;
        this.server = Server.start(backend, site, guards, "127.0.0.1", 0, false);
    }

    static RunningServer in(Path root) throws IOException {
        return in(root, Map.of());
    }

    static RunningServer in(Path root, Map<String, String> environment) throws IOException {
        return in(root, environment, Site.NONE);
    }

    static RunningServer in(Path root, Map<String, String> environment, Site site) throws IOException {
        ServerEnvironment settings = new ServerEnvironment(environment::get);
        return new RunningServer(
                new Backend(root, Optional.empty()),
                site,
                Access.of(settings, site, "127.0.0.1", List.of(), Optional.empty()));
    }

    /** In front of the server at {@code uri}. */
    static RunningServer before(String uri, Path root, Map<String, String> environment) throws IOException {
        return new RunningServer(
                new Backend(root, Optional.of(uri)),
                Site.NONE,
                Access.of(
                        new ServerEnvironment(environment::get), Site.NONE, "127.0.0.1", List.of(), Optional.empty()));
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
