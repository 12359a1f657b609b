package org.provenote.server.message;

import org.jspecify.annotations.Nullable;
import org.provenote.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The short way to read a body, which nearly all take: straight into the fields, without first making maps of it. It is for
 * ASCII, with known fields, each there once, by its own name and as its own type. Whatever else there may be, {@link Message}
 * has the rules for it.
 */
final class PlainBody {
    private PlainBody() {}

    /**
     * The fields, checked; {@code null} where the body is not so plain.
     *
     * @throws org.provenote.tracking.MlflowException as from {@link Message#of(java.util.Map)}
     */
    static @Nullable Fields read(Message message, byte[] body) {
        Fields fields = JsonBody.isAscii(body) ? unchecked(message, body) : null;
        if (fields != null) {
            message.checkPlain(fields);
        }
        return fields;
    }

    private static @Nullable Fields unchecked(Message message, byte[] body) {
        try (JsonParser json = Json.parser(body)) {
            json.nextToken();
            Fields fields = message.plain(json);
            return fields != null && json.nextToken() == null ? fields : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
