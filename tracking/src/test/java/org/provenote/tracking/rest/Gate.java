package org.provenote.tracking.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Stands before a real server, as a proxy of a team does: lets in whom its guard does, such as who brings the right header, over TLS if asked. */
final class Gate implements AutoCloseable {
    private static final Set<String> PER_CONNECTION =
            Set.of("connection", "host", "expect", "transfer-encoding", "upgrade", "http2-settings");
    private static final String PASSWORD = "changeit";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String behind;
    private final Guard guard;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** Whether a request is refused, which then has been answered. */
    interface Guard {
        boolean refuses(HttpExchange exchange) throws IOException;
    }

    private Gate(HttpServer server, String behind, Guard guard) {
        this.server = server;
        this.behind = behind;
        this.guard = guard;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static Gate plain(String behind, @Nullable String expected) throws IOException {
        return guarded(behind, wanting(expected));
    }

    static Gate guarded(String behind, Guard guard) throws IOException {
        return new Gate(HttpServer.create(loopback(), 0), behind, guard);
    }

    private static Guard wanting(@Nullable String expected) {
        return exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            boolean refused = expected != null && !expected.equals(authorization);
            if (refused) {
                refuse(exchange, authorization);
            }
            return refused;
        };
    }

    /** Over TLS, by a certificate of its own, written to {@code folder/certificate.pem}. */
    static Gate secure(Path folder, String behind, @Nullable String expected)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certified(folder)));
        return new Gate(server, behind, wanting(expected));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https://" : "http://") + authority();
    }

    /** The {@code Authorization} of each request, {@code ""} where it had none. */
    List<String> seen() {
        return seen;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            seen.add(authorization == null ? "" : authorization);
            if (!guard.refuses(exchange)) {
                passOn(forward(exchange), exchange);
            }
        }
    }

    private static void passOn(HttpResponse<InputStream> answer, HttpExchange exchange) throws IOException {
        boolean empty = exchange.getRequestMethod().equals("HEAD") || answer.statusCode() == 204;
        answer.headers().map().forEach((name, values) -> {
            if (!PER_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
        try (InputStream body = answer.body()) {
            if (!empty) {
                body.transferTo(exchange.getResponseBody());
            }
        }
    }

    /** Repeats what it was sent, as careless servers do. */
    private static void refuse(HttpExchange exchange, @Nullable String authorization) throws IOException {
        answer(exchange, 401, "{\"error_code\":\"UNAUTHENTICATED\",\"message\":\"Not let in: " + authorization + "\"}");
    }

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private HttpResponse<InputStream> forward(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!PER_CONNECTION.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static SSLContext certified(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "gate",
                "-keyalg",
                "EC",
                "-dname",
                "CN=gate",
                "-ext",
                "san=ip:127.0.0.1");
        keytool(folder, "-exportcert", "-rfc", "-alias", "gate", "-file", "certificate.pem");
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", "keys.p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        Path log = folder.resolve("keytool.log");
        int code = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("keytool failed:\n" + Files.readString(log));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
