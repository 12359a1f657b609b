package org.provenote.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.address.PercentEncoding;

/** One request. Path and query are decoded once, as UTF-8. */
public final class Request {
    private final org.eclipse.jetty.server.Request asked;
    private final RequestBody body;
    private final Map<String, String> pathParameters;
    private @Nullable String path;
    private @Nullable Map<String, List<String>> query;

    Request(org.eclipse.jetty.server.Request asked) {
        this(asked, new RequestBody(paced(asked), Limits.BODIES_ROOM), Map.of());
    }

    private Request(org.eclipse.jetty.server.Request asked, RequestBody body, Map<String, String> pathParameters) {
        this.asked = asked;
        this.body = body;
        this.pathParameters = pathParameters;
    }

    private static PacedBody paced(org.eclipse.jetty.server.Request asked) {
        Pace pace = Pace.of(asked);
        PacedBody body = new PacedBody(Content.Source.asInputStream(asked), pace.patience(), Limits.CREDIT);
        pace.reads(body);
        return body;
    }

    Request with(Map<String, String> parameters) {
        return parameters.isEmpty() ? this : new Request(asked, body, parameters);
    }

    public String method() {
        return asked.getMethod();
    }

    /** Whether it asks and changes nothing. */
    public boolean reads() {
        return method().equals("GET") || method().equals("HEAD");
    }

    /** The path, decoded. */
    public String path() {
        String decoded = path;
        if (decoded == null) {
            decoded = PercentEncoding.decoded(rawPath());
            path = decoded;
        }
        return decoded;
    }

    /** The path as it was sent: percent-encoded. */
    String rawPath() {
        String raw = asked.getHttpURI().getPath();
        return raw == null ? "" : raw;
    }

    /** Path and query as they were sent, but for slashes in a row, of which one is left. */
    String targetWithSingleSlashes() {
        String sent = asked.getHttpURI().getQuery();
        return rawPath().replaceAll("/{2,}", "/") + (sent == null ? "" : "?" + sent);
    }

    /** What stood in the path for {@code {name}} of the route. */
    public String pathParameter(String name) {
        return pathParameters.getOrDefault(name, "");
    }

    /** Every query parameter with its values, in the order sent. */
    public Map<String, List<String>> query() {
        Map<String, List<String>> parsed = query;
        if (parsed == null) {
            parsed = Query.parse(asked.getHttpURI().getQuery());
            query = parsed;
        }
        return parsed;
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return query().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a query parameter, unless it has no characters. */
    public Optional<String> text(String name) {
        return query(name).filter(value -> !value.isEmpty());
    }

    /** A query parameter that the route cannot do without. */
    public String required(String name) {
        return text(name)
                .orElseThrow(() -> MlflowException.invalid("Missing value for required parameter '" + name + "'."));
    }

    /**
     * The number that a query parameter is, {@code unset} where it is absent or empty.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} if it is no number from {@code least} to {@code most}
     */
    public int number(String name, int unset, int least, int most) {
        String text = text(name).orElse(String.valueOf(unset));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message that says what is right.
        }
        throw MlflowException.invalid(
                "Invalid value for parameter '" + name + "': expected a number from " + least + " to " + most + ".");
    }

    /** How many items a page of an answer is to have at most: {@code max_results}. */
    public int maxResults() {
        return number("max_results", 100, 1, 1_000);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(asked.getHeaders().get(name));
    }

    /** Whether its body's end is told in a way that HTTP/1.0 does not have: who passed it on may see it elsewhere (RFC 9112, 6.1). */
    boolean isFramedWrongly() {
        return asked.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
                && asked.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** How often a header was sent. */
    public int headerCount(String name) {
        return asked.getHeaders().getValuesList(name).size();
    }

    /** Whether the body, if there is one, came as it is or in chunks, and in no coding besides: RFC 9112, 6.1. */
    boolean isInNoOtherCoding() {
        List<String> codings = asked.getHeaders().getValuesList("Transfer-Encoding");
        return codings.isEmpty()
                || codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
    }

    /** The body as it arrives, unbounded: for what is stored and not held in memory. */
    public InputStream body() {
        return body.stream();
    }

    /** The whole body, at most {@link Limits#BODY_BYTES}. */
    public byte[] bodyBytes() throws IOException {
        return bodyBytes(Limits.BODY_BYTES);
    }

    /** The whole body, for a route that takes another number of bytes at most. */
    public byte[] bodyBytes(int most) throws IOException {
        return body.whole(announcedBytes(), most);
    }

    /** How long the body is said to be, -1 if that is not said. */
    public long announcedBytes() {
        return header("Content-Length").map(Long::parseLong).orElse(-1L);
    }

    /** Gives back what its body took of the memory for all bodies, once it is answered. */
    void release() {
        body.close();
    }
}
