package org.provenote.server.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.tracking.MlflowException;

/** One request. Path and query are decoded once, as UTF-8. */
public final class Request {
    private final HttpExchange exchange;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, String> pathParameters;

    private Request(
            HttpExchange exchange, String path, Map<String, List<String>> query, Map<String, String> pathParameters) {
        this.exchange = exchange;
        this.path = path;
        this.query = query;
        this.pathParameters = pathParameters;
    }

    static Request of(HttpExchange exchange) {
        return new Request(
                exchange,
                Query.decode(exchange.getRequestURI().getRawPath(), false),
                Query.parse(exchange.getRequestURI().getRawQuery()),
                Map.of());
    }

    Request with(Map<String, String> parameters) {
        return parameters.isEmpty() ? this : new Request(exchange, path, query, parameters);
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return path;
    }

    /** What stood in the path for {@code {name}} of the route. */
    public String pathParameter(String name) {
        return pathParameters.getOrDefault(name, "");
    }

    /** Every query parameter with its values, in the order sent. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A query parameter that the route cannot do without. */
    public String required(String name) {
        return query(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> MlflowException.invalid("Missing value for required parameter '" + name + "'."));
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** How often a header was sent. */
    public int headerCount(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of()).size();
    }

    /** The body as it arrives, unbounded: for what is stored and not held in memory. */
    public InputStream body() {
        return exchange.getRequestBody();
    }

    /** The whole body, at most {@link Limits#BODY_BYTES}. */
    public byte[] bodyBytes() throws IOException {
        return Limits.readBody(this);
    }
}
