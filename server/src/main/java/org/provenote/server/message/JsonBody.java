package org.provenote.server.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.server.http.Request;
import org.provenote.server.json.Json;
import org.provenote.tracking.MlflowException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** The JSON body of a request, with MLflow's leniency: none, a list, or one that is no JSON is as good as {@code {}}. */
public final class JsonBody {
    private static final Pattern RAW_SURROGATE = Pattern.compile("\\xED[\\xA0-\\xBF][\\x80-\\xBF]");

    /** The first bit of each of eight bytes. */
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private JsonBody() {}

    public static Map<String, @Nullable Object> of(Request request) throws IOException {
        return of(bytes(request));
    }

    /** The body as it was sent. */
    static byte[] bytes(Request request) throws IOException {
        if (request.method().equals("POST") || request.method().equals("PUT")) {
            requireJson(request);
        }
        return request.bodyBytes();
    }

    static Map<String, @Nullable Object> of(byte[] body) {
        Object json = read(body);
        if (json instanceof String text) {
            // Old clients send their JSON as a string of JSON.
            json = read(text.getBytes(StandardCharsets.UTF_8));
        }
        return json == null || json instanceof List<?> ? Map.of() : object(json);
    }

    private static void requireJson(Request request) {
        String type = request.header("Content-Type")
                .orElseThrow(() -> MlflowException.invalid("Bad Request. Content-Type header is missing."));
        if (!type.split(";", 2)[0].equals("application/json")) {
            throw MlflowException.invalid("Bad Request. Content-Type must be one of ['application/json'].");
        }
    }

    private static @Nullable Object read(byte[] sent) {
        byte[] body = withoutRawSurrogates(sent);
        try {
            return body.length == 0 || isBadlyEncoded(body) ? null : Json.read(body);
        } catch (StreamConstraintsException e) {
            throw MlflowException.invalid(
                    "The request's JSON is nested too deeply, has too many values, or a name or number in it is too long.");
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Python's JSON takes them as if they were escaped, where UTF-8 has none; they are never one half of a character. */
    private static byte[] withoutRawSurrogates(byte[] body) {
        if (isAscii(body) || !isBadlyEncoded(body)) {
            return body;
        }
        String bytes = new String(body, StandardCharsets.ISO_8859_1);
        return RAW_SURROGATE.matcher(bytes).replaceAll("\\\\ud800").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Jackson also reads what no UTF-8 is, such as a slash in two bytes; Python's JSON does not. */
    private static boolean isBadlyEncoded(byte[] body) {
        if (isAscii(body) || isUtf16Or32(body)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return false;
        } catch (CharacterCodingException e) {
            return true;
        }
    }

    /** Eight bytes at once: it is asked of each request. */
    static boolean isAscii(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        long all = 0;
        while (bytes.remaining() >= Long.BYTES) {
            all |= bytes.getLong();
        }
        while (bytes.hasRemaining()) {
            all |= bytes.get();
        }
        return (all & NOT_ASCII) == 0;
    }

    /** As Python tells it: by a mark at the front, or by a zero in a character of ASCII. */
    private static boolean isUtf16Or32(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
    }

    private static Map<String, @Nullable Object> object(Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            throw MlflowException.invalid("The request's body must be a JSON object.");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
    }
}
