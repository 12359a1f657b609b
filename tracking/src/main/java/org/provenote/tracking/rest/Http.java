package org.provenote.tracking.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.ServerException;
import org.provenote.tracking.bounds.AnswerTime;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import tools.jackson.databind.JsonNode;

/**
 * Sends requests to one server. Credentials go to that host only: redirects are not followed, but reported. What was
 * surely not carried out, or does no harm when carried out twice, is tried again with growing pauses ({@link Retries}).
 */
final class Http implements AutoCloseable {
    static final MediaType JSON = MediaType.get("application/json");
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    /**
     * How long a connection may rest and be used again. Servers close it after some seconds, gunicorn after 2, uvicorn after 5: a
     * request on its way then has no answer, and nobody knows whether it was carried out.
     */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final int AT_REST = 5;

    private final Endpoint endpoint;
    private final OkHttpClient client;
    private final OkHttpClient elsewhere;
    private final Retries retries;
    private final Optional<String> workspace;
    private final Passage passage;

    Http(Endpoint endpoint, TrackingEnvironment environment) {
        this(endpoint, environment, new Retries());
    }

    Http(Endpoint endpoint, TrackingEnvironment environment, Retries retries) {
        this.endpoint = endpoint;
        this.retries = retries;
        this.workspace = environment.workspace();
        this.passage = new Passage();
        OkHttpClient.Builder usual = new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .connectionPool(new ConnectionPool(AT_REST, REST.toMillis(), TimeUnit.MILLISECONDS))
                .connectTimeout(TO_CONNECT)
                .readTimeout(AnswerTime.LONGEST)
                .writeTimeout(AnswerTime.LONGEST)
                .followRedirects(false)
                .followSslRedirects(false);
        Proxies.configure(usual, environment);
        this.elsewhere = usual.build();
        OkHttpClient.Builder builder = elsewhere.newBuilder();
        Tls.configure(builder, environment);
        this.client = builder.build();
    }

    private Http(Http other, Retries retries) {
        this.endpoint = other.endpoint;
        this.client = other.client;
        this.elsewhere = other.elsewhere;
        this.retries = retries;
        this.workspace = other.workspace;
        this.passage = other.passage;
    }

    /** The same server by the same connections, each request sent once. */
    Http withoutRetries() {
        return new Http(this, retries.none());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Of artifacts through this server. */
    Passage passage() {
        return passage;
    }

    /** Whether a request may be sent again although an earlier one may have been carried out. */
    enum Repeat {
        HARMLESS,
        NEVER
    }

    JsonNode get(HttpUrl url) {
        return json(new Request.Builder().url(url), Repeat.HARMLESS);
    }

    JsonNode post(String path, JsonNode body, Repeat repeat) {
        return post(endpoint.url(path).build(), body, repeat);
    }

    JsonNode post(HttpUrl url, JsonNode body, Repeat repeat) {
        return json(new Request.Builder().url(url).post(RequestBody.create(Json.text(body), JSON)), repeat);
    }

    private static Request once(Request request) {
        RequestBody body = request.body();
        return body == null || body.isOneShot()
                ? request
                : request.newBuilder()
                        .method(request.method(), new OnceBody(body))
                        .build();
    }

    /** Without this, OkHttp itself sends a request again by another connection when the first breaks before the answer. */
    private static final class OnceBody extends RequestBody {
        private final RequestBody body;

        OnceBody(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }

    /** Sends, and returns the answer if it is a success. The caller closes it. */
    Response send(Request.Builder request, Repeat repeat) {
        endpoint.credentials().header().ifPresent(header -> request.header("Authorization", header));
        workspace.ifPresent(name -> request.header("X-MLFLOW-WORKSPACE", name));
        Request built = request.header("User-Agent", "provenote").build();
        Request sent = repeat == Repeat.NEVER ? once(built) : built;
        Response response = retries.send(() -> client.newCall(sent).execute(), repeat, endpoint);
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            throw Refusal.of(response, endpoint);
        }
    }

    /** A request by the URL and headers that the server signed for a storage. */
    static Request.Builder signed(JsonNode answer, String urlField) {
        HttpUrl url = HttpUrl.parse(JsonFields.text(answer, urlField));
        if (url == null) {
            throw new MlflowException(ErrorCode.INTERNAL_ERROR, "The server signed no address of a storage");
        }
        Request.Builder request = new Request.Builder().url(url);
        answer.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asString()));
        return request;
    }

    /** Sends a {@link #signed} request, which may be repeated, without our credentials and by the JDK's authorities. */
    Response sendElsewhere(Request.Builder signed) {
        Request request = signed.header("User-Agent", "provenote").build();
        HttpUrl base = request.url().newBuilder().encodedPath("/").query(null).build();
        Endpoint storage = new Endpoint(base, base.toString(), Credentials.NONE);
        Response response = retries.send(() -> elsewhere.newCall(request).execute(), Repeat.HARMLESS, storage);
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            throw Refusal.of(response, storage);
        }
    }

    JsonNode json(Request.Builder request, Repeat repeat) {
        try (Response response = send(request, repeat)) {
            return parsed(response);
        } catch (IOException e) {
            throw new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The answer of " + endpoint.trackingUri() + " broke off: " + e.getMessage(),
                    e);
        }
    }

    private JsonNode parsed(Response response) throws IOException {
        try {
            String body = BoundedBody.text(response);
            if (body.isBlank()) {
                // MLflow answers at least {}; what answers nothing may have carried out nothing.
                throw MlflowException.invalid("its answer is empty");
            }
            return Json.parse(body);
        } catch (MlflowException e) {
            if (e.errorCode() != ErrorCode.INVALID_PARAMETER_VALUE || e instanceof ServerException) {
                throw e;
            }
            throw new MlflowException(
                    ErrorCode.INTERNAL_ERROR,
                    "What answers at " + endpoint.trackingUri() + " is no MLflow server: " + e.getMessage(),
                    e);
        }
    }

    /** Also ends what still waits for an answer. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
