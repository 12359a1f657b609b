package org.provenote.tracking.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.wire.JsonFields;

/**
 * Whether artifacts go through a server. One that is started with {@code --artifacts-presigned-only}, as MLflow's from 3.18 on
 * may be, lets none through but signs addresses in its storage: so it says when it refuses one, and when it is asked. Started
 * anew without that it lets them through again, and one that keeps them in a folder signs no address then.
 */
final class Passage {
    private static final String SERVER_INFO = "api/3.0/mlflow/server-info";

    /** As MLflow's client. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(60);

    private volatile boolean closed;
    private volatile Instant asked = Instant.EPOCH;

    /** Carries out what goes through the server or, where nothing does, what goes straight to the storage in its place. */
    <T> T either(Supplier<T> through, Supplier<T> straight) {
        if (closed) {
            try {
                return straight.get();
            } catch (MlflowException e) {
                if (!signsNone(e)) {
                    throw e;
                }
                closed = false;
            }
        }
        try {
            return through.get();
        } catch (PresignedOnlyException e) {
            closed = true;
            return straight.get();
        }
    }

    /** Asks, for what cannot be sent twice. */
    boolean isClosed(Http http) {
        if (Instant.now().isAfter(asked.plus(KNOWN_FOR))) {
            closed = isSaidToBeClosed(http);
            asked = Instant.now();
        }
        return closed;
    }

    private boolean isSaidToBeClosed(Http http) {
        HttpUrl info = http.endpoint().url(SERVER_INFO).build();
        try {
            return JsonFields.text(http.withoutRetries().get(info), PresignedOnlyException.FIELD)
                    .equals("true");
        } catch (MlflowException e) {
            // One before 3.18 lets all through; of one that is away what is sent next will tell.
            return closed && !signsNone(e);
        }
    }

    /** Whether the server says that it signs no address for this, or is so old that it does not know the question. */
    private static boolean signsNone(MlflowException e) {
        return e.errorCode() == ErrorCode.NOT_IMPLEMENTED || e.errorCode() == ErrorCode.ENDPOINT_NOT_FOUND;
    }
}
