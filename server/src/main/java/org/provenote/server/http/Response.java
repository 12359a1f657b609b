package org.provenote.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.server.json.Json;
import org.provenote.tracking.MlflowException;

/** One answer: a status, headers and what writes the body. Immutable but for what is added while it is made. */
public final class Response {

    /** Writes a body, once. */
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final byte[] EMPTY = {'{', '}'};
    private static final byte[] NONE = {};

    /** The length of a body that is streamed, or not there. */
    static final long UNKNOWN_LENGTH = -1;

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Body body;
    private final long length;

    private final byte @Nullable [] bytes;

    /** Whether other answers are made of the same bytes. */
    private final boolean shared;

    private boolean withoutRoom;

    private Response(int status, String contentType, long length, Body body) {
        this(status, contentType, length, body, null, false);
    }

    private Response(int status, String contentType, long length, Body body, byte @Nullable [] bytes, boolean shared) {
        this.status = status;
        this.length = length;
        this.body = body;
        this.bytes = bytes;
        this.shared = shared;
        headers.put("Content-Type", contentType);
    }

    private Response(int status, long length) {
        this.status = status;
        this.length = length;
        this.body = out -> {};
        this.bytes = NONE;
        this.shared = true;
    }

    /** A body held in memory until it is sent. */
    public static Response of(int status, String contentType, byte[] body) {
        return of(status, contentType, body, false);
    }

    /** A body that is held in memory anyway, status 200. */
    public static Response ofShared(String contentType, byte[] body) {
        return of(200, contentType, body, true);
    }

    private static Response of(int status, String contentType, byte[] body, boolean shared) {
        return new Response(status, contentType, body.length, out -> out.write(body), body, shared);
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A record or map as JSON, status 200. */
    public static Response json(Object value) {
        return json(200, value);
    }

    public static Response json(int status, Object value) {
        return of(status, "application/json", Json.bytes(value));
    }

    /** The JSON of an object with nothing in it. */
    public static Response emptyJson() {
        return of(200, "application/json", EMPTY);
    }

    /** Status 200 and no body, which is of no type. */
    public static Response empty() {
        return new Response(200, 0);
    }

    /** MLflow's error body: {@code {"error_code": …, "message": …}}. */
    public static Response error(MlflowException.ErrorCode code, String message) {
        return json(code.httpStatus(), ErrorBody.of(code, message));
    }

    /** A body of unknown length, written while it is sent. */
    public static Response stream(String contentType, Body body) {
        return new Response(200, contentType, UNKNOWN_LENGTH, body);
    }

    /** A body of known length, written while it is sent. */
    public static Response stream(String contentType, long length, Body body) {
        return stream(200, contentType, length, body);
    }

    public static Response stream(int status, String contentType, long length, Body body) {
        return new Response(status, contentType, length, body);
    }

    /** Status 304, for what the client has already. Its length would be that of what is not sent (RFC 9110, 8.6). */
    public static Response notModified() {
        return new Response(304, UNKNOWN_LENGTH);
    }

    /** Adds a header; a control character in its value becomes a space. */
    public Response header(String name, String value) {
        headers.put(name, value.replaceAll("\\p{Cc}", " "));
        return this;
    }

    /** So that a browser that shows it runs nothing of it: it is what users and their runs have written. */
    public Response inert() {
        return header("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    /** Has this sent whether there is room for it or not. */
    Response withoutRoom() {
        withoutRoom = true;
        return this;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    long length() {
        return length;
    }

    /** The body, if it is held in memory. */
    Optional<byte[]> bytes() {
        return Optional.ofNullable(bytes);
    }

    /** How many bytes of memory are held for this answer alone, for which there must be room. */
    int heldBytes() {
        return bytes == null || shared || withoutRoom ? 0 : bytes.length;
    }

    Body body() {
        return body;
    }
}
