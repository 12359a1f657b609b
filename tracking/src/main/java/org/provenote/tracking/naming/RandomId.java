package org.provenote.tracking.naming;

import java.util.UUID;

/** Ids as MLflow makes them: 32 hexadecimal digits. */
public final class RandomId {
    private RandomId() {}

    public static String next() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
