package org.provenote.server.message;

import org.jspecify.annotations.Nullable;

/** Protobuf could not read a value as its field's type. What was read before stands; the handler's checks say what is wrong. */
final class NotReadable extends Exception {
    NotReadable() {
        super(null, null, false, false);
    }

    static <T> T unless(Class<T> type, @Nullable Object json) throws NotReadable {
        if (!type.isInstance(json)) {
            throw new NotReadable();
        }
        return type.cast(json);
    }
}
