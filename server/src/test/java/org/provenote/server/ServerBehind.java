package org.provenote.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An MLflow server of a test's own answers, for ours to be put in front of. */
public final class ServerBehind implements AutoCloseable {
    private final HttpServer server;

    private ServerBehind(HttpServer server) {
        this.server = server;
    }

    public static ServerBehind answering(HttpHandler answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answers);
        server.start();
        return new ServerBehind(server);
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers, once all that was asked is read. */
    public static void answer(HttpExchange exchange, int status, String answer) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
