package org.provenote.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** From request to response: guards, then the route, then headers that every response has. */
public final class Conversation {
    private final List<Guard> guards;
    private final Router router;
    private final AccessLog log;

    public Conversation(List<Guard> guards, Router router, AccessLog log) {
        this.guards = List.copyOf(guards);
        this.router = router;
        this.log = log;
    }

    void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        try (exchange) {
            Response response = answer(exchange);
            send(exchange, response);
            log.write(exchange, response.status(), System.nanoTime() - start);
        }
    }

    private Response answer(HttpExchange exchange) {
        try {
            Request request = Request.of(exchange);
            Optional<Response> refusal = guards.stream()
                    .flatMap(guard -> guard.refuse(request).stream())
                    .findFirst();
            return refusal.isPresent() ? refusal.get() : router.answer(request);
        } catch (MlflowException e) {
            return Response.error(e.errorCode(), String.valueOf(e.getMessage()));
        } catch (Limits.TooLarge e) {
            return Response.json(413, ErrorBody.of(ErrorCode.BAD_REQUEST, e.getMessage()));
        } catch (Exception | StackOverflowError e) {
            log.failure(exchange, e);
            return Response.error(ErrorCode.INTERNAL_ERROR, "The server could not answer; its log says why.");
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().putIfAbsent("X-Frame-Options", List.of("SAMEORIGIN"));
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || response.length() == 0;
        if (bodiless) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        // The JDK's words: 0 is "chunked, of any length".
        exchange.sendResponseHeaders(response.status(), Math.max(0, response.length()));
        try (var out = exchange.getResponseBody()) {
            response.body().writeTo(out);
        }
    }
}
